using Google.Protobuf.WellKnownTypes;
using Referrals.Platform.Commands;

namespace Referrals.Identity.RotateCredentials;

/// <summary>When the earlier credentials of a principal end.</summary>
public static class RotationRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>How long they go on: 0 to 30 days, not at all when left out.</summary>
    public static TimeSpan ReadOverlap(Duration? overlap, Violations violations)
    {
        if (overlap is null)
            return TimeSpan.Zero;
        var holds = overlap.Seconds >= 0 && overlap.Nanos >= 0
            && (overlap.Seconds < (long)Longest.TotalSeconds || (overlap.Seconds == (long)Longest.TotalSeconds && overlap.Nanos == 0));
        return violations.Require(holds, "overlap", "must be 0 to 30 days", "OUT_OF_RANGE") ? overlap.ToTimeSpan() : TimeSpan.Zero;
    }

    /// <summary>Tokens say in whole seconds when they were issued: the next whole second parts earlier ones from later ones.</summary>
    public static DateTimeOffset NotBefore(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);
}
