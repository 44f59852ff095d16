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
    private const int MostHeld = 10_000;
    private static readonly TimeSpan ReplenishEvery = TimeSpan.FromMilliseconds(100);
    private readonly Turns turns;
    private readonly LimitOptions limits;
    private readonly TimeProvider time;
    private int held;
    private readonly PartitionedRateLimiter<string> streaming;
    private readonly PartitionedRateLimiter<string> pace;

    public CallLimits(IOptions<LimitOptions> options, TimeProvider time)
    {
        limits = options.Value;
        this.time = time;
        turns = new Turns(limits, time);
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
    public async ValueTask<IDisposable?> EnterAsync(Principal caller, bool isStream, CancellationToken cancellationToken)
    {
        if (caller.Role == Role.Service)
            return null;
        var key = KeyOf(caller);
        if (!TryPace(key))
            throw await RefuseAsync("RATE_EXCEEDED", "too many calls in a second; try again", cancellationToken);
        if (!isStream)
            return await turns.TakeAsync(key, FewCallsOf(caller), limits.WaitingCalls, cancellationToken) ?? throw await RefuseAsync("TOO_MANY_CALLS", "too many calls are under way; try again", cancellationToken);
        var stream = streaming.AttemptAcquire(key);
        if (stream.IsAcquired)
            return stream;
        stream.Dispose();
        throw await RefuseAsync("TOO_MANY_STREAMS", "too many streams are open; end one first", cancellationToken);
    }

    /// <summary>
    /// Waits until another item of a caller's stream may be taken: items count as calls do and take their turns, and a stream goes no
    /// faster. Disposed when the item is done.
    /// </summary>
    public async ValueTask<IDisposable?> EnterItemAsync(Principal caller, CancellationToken cancellationToken)
    {
        if (caller.Role == Role.Service)
            return null;
        var key = KeyOf(caller);
        while (!TryPace(key))
            await Task.Delay(ReplenishEvery, time, cancellationToken);
        return await turns.TakeAsync(key, FewCallsOf(caller), int.MaxValue, cancellationToken);
    }

    public void Dispose()
    {
        streaming.Dispose();
        pace.Dispose();
    }

    private static string KeyOf(Principal caller) => caller.Agency is { } agency ? $"agency/{agency}" : caller.Name;

    private int FewCallsOf(Principal caller) => caller.Agency is null ? limits.LightCallsOfPerson : limits.LightCalls;

    private bool TryPace(string key)
    {
        using var paced = pace.AttemptAcquire(key);
        return paced.IsAcquired;
    }

    /// <summary>
    /// A refusal costs the process too: whoever sends again at once, whatever is answered, hears it later. How many are held back is
    /// bounded.
    /// </summary>
    private async Task<RefusedException> RefuseAsync(string reason, string text, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref held) <= MostHeld)
            await Task.Delay(TimeSpan.FromMilliseconds(limits.HoldRefusalsMilliseconds), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref held);
        return new RefusedException(Refusal.Exhausted(reason, text, TimeSpan.FromSeconds(1)));
    }
}
