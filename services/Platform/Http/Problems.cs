using System.Globalization;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Referrals.Platform.Commands;

namespace Referrals.Platform.Http;

/// <summary>The one place where a gRPC status becomes problem details (RFC 9457).</summary>
internal static class Problems
{
    private static readonly TimeSpan UnavailableFor = TimeSpan.FromSeconds(1);

    public static Task WriteAsync(HttpContext http, RpcException exception, string? bodyPath)
    {
        var details = exception.GetDetails()?.Details ?? [];
        var info = details.Where(detail => detail.Is(ErrorInfo.Descriptor)).Select(detail => detail.Unpack<ErrorInfo>()).FirstOrDefault();
        var fields = details.Where(detail => detail.Is(BadRequest.Descriptor))
            .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)
            .Select(violation => RefusalStatus.ToFieldError(violation))
            .Select(field => field with { Field = WithoutBodyPath(field.Field, bodyPath) })
            .ToList();
        var retryAfter = details.Where(detail => detail.Is(RetryInfo.Descriptor)).Select(detail => (TimeSpan?)detail.Unpack<RetryInfo>().RetryDelay.ToTimeSpan()).FirstOrDefault();
        if (retryAfter is null && exception.StatusCode == StatusCode.Unavailable)
            retryAfter = UnavailableFor;
        if (retryAfter is { } after)
            http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (exception.StatusCode == StatusCode.Unauthenticated)
            http.Response.Headers.WWWAuthenticate = "Bearer";

        // Field 1 of ErrorInfo; see RefusalStatus.
        return WriteAsync(http, HttpStatus(exception.StatusCode), info?.Type ?? exception.StatusCode.ToString().ToUpperInvariant(), exception.Status.Detail, fields, info?.Metadata);
    }

    public static async Task WriteAsync(
        HttpContext http, int status, string reason, string detail, IReadOnlyList<FieldError> fields, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteString("reason", reason);
        foreach (var (name, value) in metadata ?? [])
            json.WriteString(name, value);
        if (fields.Count > 0)
            WriteFields(json, fields);
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<FieldError> fields)
    {
        json.WriteStartArray("errors");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteString("description", field.Description);
            json.WriteString("reason", field.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string WithoutBodyPath(string field, string? bodyPath) =>
        bodyPath is not null && field.StartsWith(bodyPath, StringComparison.Ordinal) && (field.Length == bodyPath.Length || field[bodyPath.Length] == '.')
            ? field[Math.Min(field.Length, bodyPath.Length + 1)..]
            : field;

    private static int HttpStatus(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => StatusCodes.Status422UnprocessableEntity,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
