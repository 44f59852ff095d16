namespace Referrals.Matching.FindSimilar;

/// <summary>
/// Ranks narratives by the unusual words that they share with one: the cosine of both, each word weighed by how seldom it occurs.
/// It finds the same matter told in other words, and much that only sounds like it: it decides nothing.
/// </summary>
public static class WordingRanker
{
    /// <summary>Narratives that are looked at.</summary>
    public const int MostLookedAt = 4_000;

    /// <summary>A word in more of them than this share leads nowhere.</summary>
    private const double CommonShare = 1.0 / 8;
    private const int Uncommon = 64;

    /// <summary>
    /// The words by which others are looked up, the rarest first, until so many narratives are reached that one more would be too many.
    /// </summary>
    /// <param name="words">Of the narrative.</param>
    /// <param name="counts">In about how many each stands; one that is missing is rare.</param>
    /// <param name="size">Narratives in all.</param>
    public static List<int> Leading(IEnumerable<int> words, IReadOnlyDictionary<int, int> counts, long size)
    {
        var leading = new List<int>();
        var reached = 0L;
        foreach (var word in words.OrderBy(word => counts.GetValueOrDefault(word)).ThenBy(word => word))
        {
            var count = counts.GetValueOrDefault(word);
            reached += count;
            if (leading.Count > 0 && (count > Math.Max(Uncommon, size * CommonShare) || reached > MostLookedAt))
                break;
            leading.Add(word);
        }

        return leading;
    }

    /// <summary>The likest of those that were looked up, the likest first.</summary>
    public static List<(string ReferralId, double Likeness, int Shared)> Rank(
        Wording wording, IEnumerable<(string ReferralId, Wording Wording)> others, IReadOnlyDictionary<int, int> counts, long size, int most)
    {
        var own = Length(wording);
        return
        [
            .. others.Select(other => (other.ReferralId, Shared: other.Wording.Weights.Keys.Where(wording.Weights.ContainsKey).ToList(), other.Wording))
                .Where(other => other.Shared.Count > 0)
                .Select(other => (other.ReferralId, Likeness: Math.Min(1, Product(other.Shared, other.Wording) / (own * Length(other.Wording))), other.Shared.Count))
                .OrderByDescending(other => other.Likeness).ThenBy(other => other.ReferralId, StringComparer.Ordinal)
                .Take(most),
        ];

        double Product(List<int> shared, Wording other) => shared.Sum(word => wording.Weights[word] * other.Weights[word] * Rarity(word));

        double Length(Wording of) => Math.Sqrt(of.Weights.Sum(word => word.Value * word.Value * Rarity(word.Key)));

        double Rarity(int word)
        {
            var rarity = Math.Max(0.1, Math.Log((size + 1.0) / (counts.GetValueOrDefault(word) + 0.5)));
            return rarity * rarity;
        }
    }
}
