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

    public static RpcException ToRpcException(this Refusal refusal)
    {
        var status = new Details { Code = (int)refusal.Code, Message = refusal.Text };
        // Field 1 of ErrorInfo; later versions of the package call it Reason.
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = Domain, Type = refusal.Reason, Metadata = { refusal.Metadata.ToDictionary() } }));
        if (refusal.Fields.Count > 0)
        {
            var request = new BadRequest();
            request.FieldViolations.AddRange(refusal.Fields.Select(field => new BadRequest.Types.FieldViolation
            {
                Field = field.Field,
                Description = $"{field.Description} [{field.Reason}]",
            }));
            status.Details.Add(Any.Pack(request));
        }

        if (refusal.RetryAfter is { } after)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(after) }));

        var trailers = new Metadata { { DetailsKey, status.ToByteArray() } };
        if (refusal.RetryAfter is { } delay)
            trailers.Add("grpc-retry-pushback-ms", ((long)delay.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new RpcException(new Status(refusal.Code, refusal.Text), trailers);
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
