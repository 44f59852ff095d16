using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Limits;

/// <summary>
/// Gives every caller a share of its own: what one sends too much of waits in its own line or is refused, and nobody else's calls
/// stand behind it. All credentials of an agency share one.
/// </summary>
public sealed class CallLimits : IDisposable
{
    private static readonly TimeSpan ReplenishEvery = TimeSpan.FromMilliseconds(100);
    private readonly PartitionedRateLimiter<string> running;
    private readonly PartitionedRateLimiter<string> streaming;
    private readonly PartitionedRateLimiter<string> pace;

    public CallLimits(IOptions<LimitOptions> options)
    {
        var limits = options.Value;
        running = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = limits.ConcurrentCalls,
            QueueLimit = limits.WaitingCalls,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
        streaming = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = limits.ConcurrentStreams,
        }));
        pace = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = Math.Max(1, limits.CallsPerSecond / 10),
            ReplenishmentPeriod = ReplenishEvery,
            TokenLimit = 2 * limits.CallsPerSecond,
        }));
    }

    /// <summary>Waits for the caller's turn. Disposed when the call ends; RESOURCE_EXHAUSTED with a time to try again when there is too much.</summary>
    /// <exception cref="RefusedException">There is too much.</exception>
    public async ValueTask<RateLimitLease?> EnterAsync(Principal caller, bool isStream, CancellationToken cancellationToken)
    {
        if (caller.Role == Role.Service)
            return null;
        var key = KeyOf(caller);
        using (var paced = pace.AttemptAcquire(key))
        {
            if (!paced.IsAcquired)
                throw Refused("RATE_EXCEEDED", "too many calls in a second; try again");
        }

        var lease = isStream ? streaming.AttemptAcquire(key) : await running.AcquireAsync(key, 1, cancellationToken);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw isStream ? Refused("TOO_MANY_STREAMS", "too many streams are open; end one first") : Refused("TOO_MANY_CALLS", "too many calls are under way; try again");
    }

    /// <summary>Waits until another item of a caller's stream may be taken: items count as calls do, and a stream goes no faster.</summary>
    public async ValueTask PaceAsync(Principal caller, CancellationToken cancellationToken)
    {
        while (caller.Role != Role.Service)
        {
            using (var paced = pace.AttemptAcquire(KeyOf(caller)))
            {
                if (paced.IsAcquired)
                    return;
            }

            await Task.Delay(ReplenishEvery, cancellationToken);
        }
    }

    public void Dispose()
    {
        running.Dispose();
        streaming.Dispose();
        pace.Dispose();
    }

    private static string KeyOf(Principal caller) => caller.Agency is { } agency ? $"agency/{agency}" : caller.Name;

    private static RefusedException Refused(string reason, string text) => new(Refusal.Exhausted(reason, text, TimeSpan.FromSeconds(1)));
}
