namespace Referrals.Platform.Storage;

/// <summary>Microseconds since 1970-01-01T00:00:00Z: what both stores can hold of a time without loss.</summary>
public static class Microseconds
{
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long value) => DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time of a number that somebody else wrote; null when there is none.</summary>
    public static DateTimeOffset? ToTimeOrNull(long value) => value >= From(DateTimeOffset.MinValue) && value <= From(DateTimeOffset.MaxValue) ? ToTime(value) : null;

    /// <summary>The same time without what the stores would cut off.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => ToTime(From(time));
}
