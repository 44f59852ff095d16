using Grpc.Core;

namespace Referrals.Cli.Connect;

/// <summary>
/// Calls one service as one principal: the token, unless its connection says who it is, and a deadline on every attempt, retries while the service is
/// away, and the address asked for anew before each of them. Streams are not retried, since only their reader knows how to go on.
/// </summary>
internal sealed class ServiceInvoker(Func<CancellationToken, ValueTask<CallInvoker>> connect, Func<CancellationToken, Task> refresh, string? token, CallPatience patience, TimeProvider time)
    : CallInvoker
{
    private readonly CallRetries retries = new(patience, time);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException("calls are made asynchronously");

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new(CallAsync(method, options, request), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Connected(options).AsyncServerStreamingCall(method, host, Authorized(options), request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Connected(options).AsyncClientStreamingCall(method, host, Authorized(options));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Connected(options).AsyncDuplexStreamingCall(method, host, Authorized(options));

    private Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        var attempts = 0;
        return retries.RunAsync(
            async cancellationToken =>
            {
                if (attempts++ > 0)
                    await refresh(cancellationToken);
                var invoker = await connect(cancellationToken);
                var bounded = Authorized(options).WithCancellationToken(cancellationToken).WithDeadline((time.GetUtcNow() + patience.Attempt).UtcDateTime);
                using var call = invoker.AsyncUnaryCall(method, null, bounded, request);
                return await call.ResponseAsync;
            },
            options.CancellationToken);
    }

    private CallInvoker Connected(CallOptions options)
    {
        var connecting = connect(options.CancellationToken);
        return connecting.IsCompletedSuccessfully
            ? connecting.GetAwaiter().GetResult()
            : throw new InvalidOperationException("a stream is opened only once the exchange's addresses are known");
    }

    private CallOptions Authorized(CallOptions options) => token is null ? options : options.WithHeaders(new Metadata { { "authorization", $"Bearer {token}" } });
}
