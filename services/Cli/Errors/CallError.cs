using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Referrals.Cli.Documents;
using Details = Google.Rpc.Status;

namespace Referrals.Cli.Errors;

/// <summary>Why a command did not do what it was to do.</summary>
/// <param name="Code">Canonical name of the gRPC status, <c>FAILED_PRECONDITION</c>.</param>
/// <param name="Reason">The cause as a constant, <c>CLAIM_LOST</c>; empty when there is none.</param>
/// <param name="Text">In words.</param>
/// <param name="ExitCode">What the run ends with.</param>
internal sealed record CallError(string Code, string Reason, string Text, int ExitCode)
{
    private const string DetailsKey = "grpc-status-details-bin";

    /// <summary>The fields that broke a rule, and the rule.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; init; } = [];

    /// <summary>Ids and codes that tell more, such as who holds a claim.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static CallError Of(RpcException exception)
    {
        var error = new CallError(Canonical(exception.StatusCode), "", exception.Status.Detail, ExitCodeOf(exception.StatusCode));
        if (exception.Trailers.FirstOrDefault(entry => entry.Key == DetailsKey) is not { } entry)
            return error;
        foreach (var detail in Read(entry.ValueBytes).Details)
        {
            // Field 1 of ErrorInfo; later versions of the package call it Reason.
            if (detail.TryUnpack<ErrorInfo>(out var info))
                error = error with { Reason = info.Type, Metadata = info.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value) };
            else if (detail.TryUnpack<BadRequest>(out var request))
                error = error with { Fields = [.. request.FieldViolations.Select(violation => new FieldProblem(violation.Field, violation.Description))] };
            else if (detail.TryUnpack<RetryInfo>(out var retry))
                error = error with { RetryAfter = retry.RetryDelay?.ToTimeSpan() };
        }

        return error;
    }

    /// <summary>The reason of a refusal, empty when it states none.</summary>
    public static string ReasonOf(RpcException exception) => Of(exception).Reason;

    private static Details Read(byte[] details)
    {
        try
        {
            return Details.Parser.ParseFrom(details);
        }
        catch (InvalidProtocolBufferException)
        {
            return new Details();
        }
    }

    private static int ExitCodeOf(StatusCode code) => code switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => Errors.ExitCode.Unreachable,
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => Errors.ExitCode.NotPermitted,
        _ => Errors.ExitCode.Refused,
    };

    private static string Canonical(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : letter.ToString())).ToUpperInvariant();
}
