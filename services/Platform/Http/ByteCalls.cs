using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Referrals.Platform.Http;

/// <summary>
/// Serves bytes over HTTP under the access rule of an rpc: the same credential, roles and refusals, and the same record of
/// a refusal.
/// </summary>
public static class ByteCalls
{
    /// <summary>Answers with what is read, with 404 for null, or with problem details for a refusal.</summary>
    /// <param name="http">The request.</param>
    /// <param name="method">The rpc whose rule holds, <c>/package.Service/Method</c>.</param>
    /// <param name="request">Its request, as far as it is known.</param>
    /// <param name="read">Reads the bytes.</param>
    /// <param name="caching">The <c>Cache-Control</c> of what is found.</param>
    public static async Task RunAsync<TRequest>(
        HttpContext http, string method, TRequest request, Func<TRequest, ServerCallContext, Task<ReadOnlyMemory<byte>?>> read, string caching)
        where TRequest : class
    {
        if (await HttpCalls.TryAsync(http, method, request, async (asked, context) => new Answer(await read(asked, context)), null) is { } answer)
            await WriteAsync(http, answer.Bytes, caching);
    }

    /// <summary>Answers with bytes, or with 404 for null.</summary>
    public static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte>? bytes, string caching)
    {
        if (bytes is not { } found)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "application/octet-stream";
        http.Response.Headers.CacheControl = caching;
        http.Response.ContentLength = found.Length;
        await http.Response.Body.WriteAsync(found, http.RequestAborted);
    }

    private sealed record Answer(ReadOnlyMemory<byte>? Bytes);
}
