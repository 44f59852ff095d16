using Microsoft.Extensions.Options;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Clocks;

/// <summary>
/// The time of the business: it drives duties, due times and the times on records. Real time unless the exchange runs
/// with a simulated clock, and then real time plus an offset that only grows. Leases, tokens, retries and signatures use
/// <see cref="TimeProvider"/>.
/// </summary>
public sealed class BusinessClock(TimeProvider time, IOptions<ClockOptions> options)
{
    private readonly Lock gate = new();
    private TimeSpan offset = options.Value.Simulated ? TimeSpan.FromSeconds(options.Value.InitialOffset) : TimeSpan.Zero;

    /// <summary>Whether it may be advanced.</summary>
    public bool IsSimulated { get; } = options.Value.Simulated;

    public TimeSpan Offset
    {
        get
        {
            lock (gate)
                return offset;
        }
    }

    /// <summary>Business time in UTC, to the microsecond, which is what the stores keep.</summary>
    public DateTimeOffset Now => Microseconds.Truncate(time.GetUtcNow() + Offset);

    /// <summary>Raised after an advance, so that what waits for a due time looks again.</summary>
    public event Action? Advanced;

    /// <summary>Moves the clock forward to an offset; a lower one changes nothing.</summary>
    internal void AdvanceTo(TimeSpan target)
    {
        lock (gate)
        {
            if (target <= offset)
                return;
            offset = target;
        }

        Advanced?.Invoke();
    }
}
