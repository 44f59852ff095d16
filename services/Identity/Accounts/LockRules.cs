namespace Referrals.Identity.Accounts;

/// <summary>How wrong attempts with a password lock an account: each beyond the free ones for twice as long as the one before.</summary>
public static class LockRules
{
    /// <summary>Wrong attempts that lock nothing.</summary>
    public const int Free = 4;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long an account is locked by its latest wrong attempt, given how many there were in a row.</summary>
    public static TimeSpan After(int failures)
    {
        if (failures <= Free)
            return TimeSpan.Zero;
        var doublings = Math.Min(failures - Free - 1, 20);
        var length = First * Math.Pow(2, doublings);
        return length < Longest ? length : Longest;
    }

    /// <summary>Whether an attempt is not even looked at.</summary>
    public static bool IsLocked(DateTimeOffset? lockedUntil, DateTimeOffset now) => now < lockedUntil;
}
