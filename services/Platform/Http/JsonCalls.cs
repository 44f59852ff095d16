using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Referrals.Contracts.Json;
using Referrals.Platform.Commands;

namespace Referrals.Platform.Http;

/// <summary>
/// Serves an rpc over HTTP with JSON: reads the request strictly, runs it as the gRPC call that it is (the same credential,
/// roles, checks and refusals), and answers with JSON or problem details (RFC 9457).
/// </summary>
public static class JsonCalls
{
    private const int LargestMessage = 1 << 20;

    /// <summary>Reads the body as a message; answers with the problem and returns null when it is none.</summary>
    public static async Task<TMessage?> ReadBodyAsync<TMessage>(HttpContext http)
        where TMessage : class, IMessage<TMessage>, new()
    {
        if (http.Request.ContentType?.Split(';')[0].Trim() is not { } type || !type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            await Problems.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "the body must be application/json", []);
            return null;
        }

        var body = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        if (body is not null)
            return await ReadAsync<TMessage>(http, body.Value);
        await WriteTooLargeAsync(http);
        return null;
    }

    /// <summary>Reads the query as a message, field by field: <c>?pageSize=20&amp;states=IN_TRIAGE&amp;states=ROUTED</c>.</summary>
    public static Task<TMessage?> ReadQueryAsync<TMessage>(HttpContext http)
        where TMessage : class, IMessage<TMessage>, new() =>
        ReadAsync<TMessage>(http, QueryJson.Write(http.Request.Query, new TMessage().Descriptor));

    /// <summary>Runs the rpc and answers. <paramref name="bodyPath"/>: the field of the request that is the whole body, left out of paths.</summary>
    public static async Task RunAsync<TRequest, TResponse>(
        HttpContext http, string method, TRequest request, UnaryServerMethod<TRequest, TResponse> handler, Func<TResponse, JsonAnswer> answer, string? bodyPath = null)
        where TRequest : class
        where TResponse : class
    {
        if (await HttpCalls.TryAsync(http, method, request, handler, bodyPath) is not { } response)
            return;
        var answered = answer(response);
        http.Response.StatusCode = answered.Status;
        if (answered.Location is { } location)
            http.Response.Headers.Location = location;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(ReferralJson.FormatToUtf8(answered.Message), http.RequestAborted);
    }

    private static async Task<TMessage?> ReadAsync<TMessage>(HttpContext http, ReadOnlyMemory<byte> json)
        where TMessage : class, IMessage<TMessage>, new()
    {
        var reading = ReferralJson.Parse<TMessage>(json.Span);
        if (!reading.IsValid)
        {
            var fields = reading.Violations.Select(violation => new FieldError(violation.Field, violation.Description, violation.Reason)).ToList();
            await Problems.WriteAsync(
                http,
                IsJson(json.Span) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest,
                "INVALID_ARGUMENT",
                Refusal.Invalid(fields).Text,
                fields);
            return null;
        }

        if (reading.Message.CalculateSize() <= LargestMessage)
            return reading.Message;
        await WriteTooLargeAsync(http);
        return null;
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Task WriteTooLargeAsync(HttpContext http) =>
        Problems.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "TOO_LARGE", "the message must be at most 1 MiB", []);
}
