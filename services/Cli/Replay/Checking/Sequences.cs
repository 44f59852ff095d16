namespace Referrals.Cli.Replay.Checking;

/// <summary>Orders of what happened.</summary>
internal static class Sequences
{
    /// <summary>Whether all of these occur in the other in this order; others may stand between them.</summary>
    public static bool InOrderIn<T>(this IReadOnlyList<T> wanted, IEnumerable<T> seen)
    {
        var next = 0;
        foreach (var item in seen)
        {
            if (next < wanted.Count && EqualityComparer<T>.Default.Equals(item, wanted[next]))
                next++;
        }

        return next == wanted.Count;
    }
}
