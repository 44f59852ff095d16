using Grpc.Core;
using Grpc.Core.Interceptors;
using Polly;
using Polly.Retry;
using Referrals.Platform.Clients;

namespace Referrals.Console.Calls;

/// <summary>
/// Calls of the services as the person who is signed in: that credential, a deadline, and a few quick tries while a service is
/// away. All may be repeated: they read, or carry a request id.
/// </summary>
public sealed class PersonCalls(ServiceChannels channels, TimeProvider time)
{
    /// <summary>The services, called as this person.</summary>
    public ExchangeClients As(Person person) => new(service => channels.Invoker(service).Intercept(new AsPerson(person.Token, time)));

    private sealed class AsPerson(string token, TimeProvider time) : Interceptor
    {
        private static readonly TimeSpan AttemptWithin = TimeSpan.FromSeconds(10);

        private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RpcException>(exception => exception.StatusCode == StatusCode.Unavailable),
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                UseJitter = true,
            })
            .Build();

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            new(CallAsync(request, context, continuation), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, With(context, null));

        private async Task<TResponse> CallAsync<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            where TRequest : class
            where TResponse : class =>
            await Retries.ExecuteAsync(
                async _ =>
                {
                    using var call = continuation(request, With(context, time.GetUtcNow().UtcDateTime + AttemptWithin));
                    return await call.ResponseAsync;
                },
                context.Options.CancellationToken);

        private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, DateTime? deadline)
            where TRequest : class
            where TResponse : class
        {
            var options = context.Options.WithHeaders(new Metadata { { "authorization", $"Bearer {token}" } });
            return new(context.Method, context.Host, deadline is { } end ? options.WithDeadline(end) : options);
        }
    }
}
