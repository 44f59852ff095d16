using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.CompareReferrals;

/// <summary>Of several forms on either side, the two that agree best speak for all.</summary>
internal static class BestPair
{
    /// <summary>The comparisons of the first pair with the most bits; empty when no pair compares.</summary>
    public static IReadOnlyList<ScoredComparison> Of<T>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, T, IReadOnlyList<ScoredComparison>> compare)
    {
        IReadOnlyList<ScoredComparison> best = [];
        var most = double.MinValue;
        foreach (var one in left)
        {
            foreach (var other in right)
            {
                var found = compare(one, other);
                var bits = found.Sum(comparison => comparison.Bits);
                if (found.Count > 0 && bits > most)
                    (best, most) = (found, bits);
            }
        }

        return best;
    }
}
