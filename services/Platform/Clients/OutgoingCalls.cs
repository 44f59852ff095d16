using Grpc.Core;
using Grpc.Core.Interceptors;
using Polly;
using Polly.Retry;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Clients;

/// <summary>
/// Every call from one service to another: under its credential and, where it is no stream, with retries with jitter while the
/// other is away.
/// </summary>
internal sealed class OutgoingCalls : CredentialCalls
{
    private readonly string name;
    private readonly CredentialOptions credentials;
    private string? token;

    public OutgoingCalls(string name, CredentialOptions credentials, TimeProvider time)
        : base(time)
    {
        this.name = name;
        this.credentials = credentials;
        Retries = new ResiliencePipelineBuilder { TimeProvider = time }
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

    protected override ResiliencePipeline Retries { get; }

    /// <summary>The credential of a stream is read each time, since nothing here tries it again.</summary>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        token = null;
        return base.AsyncServerStreamingCall(request, context, continuation);
    }

    protected override string Token()
    {
        var file = credentials.CredentialFile(name);
        if (token is null && !File.Exists(file))
            throw new RpcException(new Status(StatusCode.Unavailable, $"the credential of {name} has not been issued yet"));
        return token ??= File.ReadAllText(file).Trim();
    }
}
