using Google.Rpc;
using Grpc.Core;
using Referrals.Platform.Commands;

namespace Referrals.Console.Calls;

/// <summary>Why a service said no, or could not be asked.</summary>
/// <param name="Code">The gRPC status.</param>
/// <param name="Reason">The reason as a constant; empty when the service gave none.</param>
/// <param name="Text">The service's own words; no content.</param>
/// <param name="Metadata">Ids and codes that tell more: holder, who changed what when.</param>
/// <param name="Fields">The fields that it is about.</param>
public sealed record Trouble(StatusCode Code, string Reason, string Text, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<FieldError> Fields)
{
    /// <summary>Nobody knows whether it was done: the same request is to be made again.</summary>
    public bool IsUnknown => Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Internal;

    public static Trouble Of(RpcException exception)
    {
        var details = exception.GetDetails();
        var info = Unpack<ErrorInfo>(details);
        var request = Unpack<BadRequest>(details);
        return new Trouble(
            exception.StatusCode,
            info?.Type ?? "",
            exception.Status.Detail,
            info?.Metadata.ToDictionary() ?? [],
            [.. (request?.FieldViolations ?? []).Select(RefusalStatus.ToFieldError)]);
    }

    public string Value(string key) => Metadata.GetValueOrDefault(key, "");

    private static T? Unpack<T>(Google.Rpc.Status? details)
        where T : class, Google.Protobuf.IMessage, new() =>
        details?.Details.FirstOrDefault(any => any.Is(new T().Descriptor))?.Unpack<T>();
}
