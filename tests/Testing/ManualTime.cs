namespace Referrals.Testing;

/// <summary>A time that stands until a test moves it; timers fire in the moving, in the order in which they are due.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly DateTimeOffset start = System.GetUtcNow();
    private readonly Lock changing = new();
    private readonly List<Timer> timers = [];
    private TimeSpan moved;

    /// <summary>How far it was moved.</summary>
    public TimeSpan Moved
    {
        get
        {
            lock (changing)
                return moved;
        }
    }

    /// <summary>When the next timer is due, from the beginning; null when none is set.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (changing)
                return timers.Min(timer => timer.Due);
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    // Nothing may look as if it had never been.
    public override long GetTimestamp() => 1 + Moved.Ticks;

    public override DateTimeOffset GetUtcNow() => start + Moved;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = Moved + by;
        while (TakeDue(until) is { } due)
            due();
        lock (changing)
            moved = until;
    }

    private Action? TakeDue(TimeSpan until)
    {
        lock (changing)
        {
            if (timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due) is not { } next)
                return null;
            moved = next.Due!.Value > moved ? next.Due.Value : moved;
            next.Due = next.Period is { } period ? moved + period : null;
            return next.Fire;
        }
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        public Action Fire { get; } = fire;

        public TimeSpan? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.changing)
            {
                if (!time.timers.Contains(this))
                    time.timers.Add(this);
                Due = dueTime < TimeSpan.Zero ? null : time.moved + dueTime;
                Period = period > TimeSpan.Zero ? period : null;
            }

            return true;
        }

        public void Dispose()
        {
            lock (time.changing)
                time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
