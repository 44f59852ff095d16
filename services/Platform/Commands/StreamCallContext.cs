using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace Referrals.Platform.Commands;

/// <summary>
/// The context of a call that ends for more reasons than its caller's: a stream also when this process begins to stop, which a
/// watch that nobody ends would otherwise hold up.
/// </summary>
internal sealed class StreamCallContext : ServerCallContext
{
    // Where Grpc.AspNetCore.Server looks for it in a context that is not its own.
    private const string HttpContextKey = "__HttpContext";
    private readonly ServerCallContext call;
    private readonly CancellationToken ending;

    public StreamCallContext(ServerCallContext call, CancellationToken ending)
    {
        this.call = call;
        this.ending = ending;
        call.UserState[HttpContextKey] = call.GetHttpContext();
    }

    protected override string MethodCore => call.Method;

    protected override string HostCore => call.Host;

    protected override string PeerCore => call.Peer;

    protected override DateTime DeadlineCore => call.Deadline;

    protected override Metadata RequestHeadersCore => call.RequestHeaders;

    protected override CancellationToken CancellationTokenCore => ending;

    protected override Metadata ResponseTrailersCore => call.ResponseTrailers;

    protected override Status StatusCore
    {
        get => call.Status;
        set => call.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => call.AuthContext;

    protected override IDictionary<object, object> UserStateCore => call.UserState;

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => call.WriteResponseHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => call.CreatePropagationToken(options);
}
