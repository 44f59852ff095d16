namespace Referrals.Identity.Tests.Accounts;

/// <summary>A time that goes on only when a test says so; timers run as ever.</summary>
internal sealed class StoppedTime : TimeProvider
{
    private readonly DateTimeOffset start = System.GetUtcNow();
    private long shift;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(Interlocked.Read(ref shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);
}
