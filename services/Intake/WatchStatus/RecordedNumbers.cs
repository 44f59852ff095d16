namespace Referrals.Intake.WatchStatus;

/// <summary>
/// Finds what is new among rows numbered by the store. Numbers are given before the commit, so a lower one may be seen after a
/// higher; a window behind the highest is looked at again, and what was seen in it is left out.
/// </summary>
internal sealed class RecordedNumbers
{
    /// <summary>More rows than transactions under way at one time could write.</summary>
    private const int Window = 2000;

    private readonly long start;
    private readonly SortedSet<long> seen = [];
    private long highest;

    /// <summary>Rows up to <paramref name="start"/> are known.</summary>
    public RecordedNumbers(long start)
    {
        this.start = start;
        highest = start;
    }

    /// <summary>Rows above this number are to be read.</summary>
    public long From => Math.Max(start, highest - Window);

    /// <summary>Whether a row is seen for the first time.</summary>
    public bool IsNew(long number)
    {
        if (number <= From || !seen.Add(number))
            return false;
        highest = Math.Max(highest, number);
        return true;
    }

    /// <summary>Forgets what has left the window. Only between two readings.</summary>
    public void Forget() => seen.RemoveWhere(number => number <= From);
}
