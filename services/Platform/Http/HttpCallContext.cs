using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Referrals.Platform.Http;

/// <summary>
/// A call of an rpc that came as HTTP with JSON: it passes the same interceptor and handler as one that came as gRPC.
/// </summary>
internal sealed class HttpCallContext : ServerCallContext
{
    private readonly HttpContext http;
    private readonly string method;
    private readonly Metadata headers;
    private readonly Metadata trailers = [];

    public HttpCallContext(HttpContext http, string method)
    {
        (this.http, this.method) = (http, method);
        headers = ReadHeaders(http.Request);
        UserState[HttpContextKey] = http;
    }

    /// <summary>Where Grpc.AspNetCore.Server looks for the connection of a context that is not its own.</summary>
    internal static string HttpContextKey => "__HttpContext";

    protected override string MethodCore => method;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => http.Connection.RemoteIpAddress is { } address ? $"ip:{address}:{http.Connection.RemotePort}" : "unknown";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => headers;

    protected override CancellationToken CancellationTokenCore => http.RequestAborted;

    protected override Metadata ResponseTrailersCore => trailers;

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("a call over HTTP has no propagation token");

    private static Metadata ReadHeaders(HttpRequest request)
    {
        var metadata = new Metadata();
        if (request.Headers.Authorization is [{ } authorization])
            metadata.Add("authorization", authorization);
        return metadata;
    }
}
