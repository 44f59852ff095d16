using Grpc.Core;
using Polly;
using Polly.Retry;

namespace Referrals.Cli.Connect;

/// <summary>
/// Makes a call again while the service is away, within a bound. Every call may be repeated: it reads, or carries a
/// request id, so that the answer of the first that arrived is given to all.
/// </summary>
internal sealed class CallRetries
{
    private static readonly ResiliencePropertyKey<long> Started = new("started");
    private readonly ResiliencePipeline pipeline;
    private readonly TimeProvider time;

    public CallRetries(CallPatience patience, TimeProvider time)
    {
        this.time = time;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(2),
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is RpcException exception
                    && (IsOutage(exception, arguments.Context.CancellationToken) || (patience.RetryExhausted && exception.StatusCode == StatusCode.ResourceExhausted))
                    && time.GetElapsedTime(arguments.Context.Properties.GetValue(Started, 0)) < patience.Outage),
            })
            .Build();
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Started, time.GetTimestamp());
        try
        {
            return await pipeline.ExecuteAsync(async inner => await attempt(inner.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether the service could not be reached or went away, as against having answered.</summary>
    public static bool IsOutage(RpcException exception, CancellationToken cancellationToken) => exception.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => true,
        StatusCode.Cancelled => !cancellationToken.IsCancellationRequested,
        // The connection broke in the middle of an answer: the client made the status, not the service.
        StatusCode.Internal => exception.Status.DebugException is not null,
        _ => false,
    };
}
