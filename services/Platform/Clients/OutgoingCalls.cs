using Grpc.Core;
using Grpc.Core.Interceptors;
using Polly;
using Polly.Retry;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Clients;

/// <summary>
/// Every call from one service to another: its credential and, where it is no stream, a deadline for each attempt and retries
/// with jitter while the other is away. All such calls may be repeated: they read, or carry a request id.
/// </summary>
internal sealed class OutgoingCalls : Interceptor
{
    private static readonly TimeSpan AttemptWithin = TimeSpan.FromSeconds(10);
    private readonly string name;
    private readonly CredentialOptions credentials;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline pipeline;
    private string? token;

    public OutgoingCalls(string name, CredentialOptions credentials, TimeProvider time)
    {
        this.name = name;
        this.credentials = credentials;
        this.time = time;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RpcException>(exception =>
                    exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.Unauthenticated),
                OnRetry = arguments =>
                {
                    // The credential may have been renewed since it was read.
                    if (arguments.Outcome.Exception is RpcException { StatusCode: StatusCode.Unauthenticated })
                        token = null;
                    return default;
                },
                MaxRetryAttempts = 4,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(50),
                UseJitter = true,
            })
            .Build();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var response = CallAsync(request, context, continuation);
        return new AsyncUnaryCall<TResponse>(response, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    /// <summary>A stream is not repeated here: only its reader knows how to go on. Its credential is read each time.</summary>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        token = null;
        var options = context.Options.WithHeaders(new Metadata { { "authorization", $"Bearer {Token()}" } });
        return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
    }

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        await pipeline.ExecuteAsync(
            async _ =>
            {
                var headers = new Metadata { { "authorization", $"Bearer {Token()}" } };
                var options = context.Options.WithHeaders(headers).WithDeadline(time.GetUtcNow().UtcDateTime + AttemptWithin);
                using var call = continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
                return await call.ResponseAsync;
            },
            context.Options.CancellationToken);

    private string Token()
    {
        var file = credentials.CredentialFile(name);
        if (token is null && !File.Exists(file))
            throw new RpcException(new Status(StatusCode.Unavailable, $"the credential of {name} has not been issued yet"));
        return token ??= File.ReadAllText(file).Trim();
    }
}
