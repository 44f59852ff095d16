using Google.Protobuf.WellKnownTypes;
using Referrals.Platform.Commands;

namespace Referrals.Identity.IssueToken;

/// <summary>How long a credential may live: 1 minute to 400 days.</summary>
public static class CredentialLife
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>The life asked for, or the usual one; a violation of <c>life</c> beyond the bounds.</summary>
    public static TimeSpan Read(Duration? life, TimeSpan usual, Violations violations)
    {
        if (life is null)
            return usual;
        // Compared as seconds: a Duration may be longer than a TimeSpan can be.
        var holds = life.Seconds >= (long)Shortest.TotalSeconds
            && (life.Seconds < (long)Longest.TotalSeconds || (life.Seconds == (long)Longest.TotalSeconds && life.Nanos == 0));
        return violations.Require(holds, "life", "must be 1 minute to 400 days", "OUT_OF_RANGE") ? life.ToTimeSpan() : usual;
    }
}
