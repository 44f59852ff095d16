using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Details = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Referrals.Platform.Commands;

/// <summary>The one place where a refusal becomes a gRPC status with <c>google.rpc</c> details.</summary>
public static class RefusalStatus
{
    public const string DetailsKey = "grpc-status-details-bin";
    private const string Domain = "referrals";

    // Some clients take no more than 8 KiB of trailers, and would read no error at all; the details travel in base64.
    private const int LargestViolations = 5 * 1024;

    public static RpcException ToRpcException(this Refusal refusal)
    {
        var status = new Details { Code = (int)refusal.Code, Message = refusal.Text };
        // Field 1 of ErrorInfo; later versions of the package call it Reason.
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = Domain, Type = refusal.Reason, Metadata = { refusal.Metadata.ToDictionary() } }));
        if (refusal.Fields.Count > 0)
            status.Details.Add(Any.Pack(Violations(refusal.Fields)));
        if (refusal.RetryAfter is { } after)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(after) }));

        var trailers = new Metadata { { DetailsKey, status.ToByteArray() } };
        if (refusal.RetryAfter is { } delay)
            trailers.Add("grpc-retry-pushback-ms", ((long)delay.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new RpcException(new Status(refusal.Code, refusal.Text), trailers);
    }

    /// <summary>As many of the fields as every client can read; how many there are the text says.</summary>
    private static BadRequest Violations(IReadOnlyList<FieldError> fields)
    {
        var request = new BadRequest();
        foreach (var field in fields)
        {
            request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field.Field, Description = $"{field.Description} [{field.Reason}]" });
            if (request.CalculateSize() <= LargestViolations)
                continue;
            request.FieldViolations.RemoveAt(request.FieldViolations.Count - 1);
            break;
        }

        return request;
    }

    /// <summary>A field of a status that was made here, with its reason apart again.</summary>
    public static FieldError ToFieldError(BadRequest.Types.FieldViolation violation)
    {
        var reason = violation.Description.LastIndexOf(" [", StringComparison.Ordinal);
        return reason < 0 || !violation.Description.EndsWith(']')
            ? new FieldError(violation.Field, violation.Description, "INVALID")
            : new FieldError(violation.Field, violation.Description[..reason], violation.Description[(reason + 2)..^1]);
    }

    /// <summary>The details of a status that came from a service of the exchange; null if it has none.</summary>
    public static Details? GetDetails(this RpcException exception) =>
        exception.Trailers.FirstOrDefault(entry => entry.Key == DetailsKey) is { } entry ? Details.Parser.ParseFrom(entry.ValueBytes) : null;
}
