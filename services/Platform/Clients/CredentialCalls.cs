using Grpc.Core;
using Grpc.Core.Interceptors;
using Polly;

namespace Referrals.Platform.Clients;

/// <summary>
/// Calls under a credential: where it is no stream, with a deadline for each attempt and whatever repeats them. All such calls
/// may be repeated: they read, or carry a request id.
/// </summary>
public abstract class CredentialCalls(TimeProvider time) : Interceptor
{
    private static readonly TimeSpan AttemptWithin = TimeSpan.FromSeconds(10);

    /// <summary>What repeats a call that is no stream.</summary>
    protected abstract ResiliencePipeline Retries { get; }

    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        new(CallAsync(request, context, continuation), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    /// <summary>A stream is not repeated here: only its reader knows how to go on.</summary>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, WithCredential(context, null));

    /// <summary>The credential, as it is sent.</summary>
    protected abstract string Token();

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        await Retries.ExecuteAsync(
            async _ =>
            {
                using var call = continuation(request, WithCredential(context, time.GetUtcNow().UtcDateTime + AttemptWithin));
                return await call.ResponseAsync;
            },
            context.Options.CancellationToken);

    private ClientInterceptorContext<TRequest, TResponse> WithCredential<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, DateTime? deadline)
        where TRequest : class
        where TResponse : class
    {
        var options = context.Options.WithHeaders(new Metadata { { "authorization", $"Bearer {Token()}" } });
        return new(context.Method, context.Host, deadline is { } end ? options.WithDeadline(end) : options);
    }
}
