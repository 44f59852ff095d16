using Grpc.Core;
using Grpc.Core.Interceptors;
using Polly;
using Polly.Retry;
using Referrals.Platform.Clients;

namespace Referrals.Console.Calls;

/// <summary>Calls of the services as the person who is signed in: under that credential, and with a few quick tries while a service is away.</summary>
public sealed class PersonCalls(ServiceChannels channels, TimeProvider time)
{
    /// <summary>The services, called as this person.</summary>
    public ExchangeClients As(Person person) => new(service => channels.Invoker(service).Intercept(new AsPerson(person.Token, time)));

    private sealed class AsPerson(string token, TimeProvider time) : CredentialCalls(time)
    {
        private static readonly ResiliencePipeline QuickTries = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RpcException>(exception => exception.StatusCode == StatusCode.Unavailable),
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                UseJitter = true,
            })
            .Build();

        protected override ResiliencePipeline Retries => QuickTries;

        protected override string Token() => token;
    }
}
