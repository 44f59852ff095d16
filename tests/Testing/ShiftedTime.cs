namespace Referrals.Testing;

/// <summary>Real time plus what a test has added: leases lapse without waiting, timers run as ever.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);
}
