namespace Referrals.Matching.FindSimilar;

/// <summary>The unusual words of a narrative, as tokens, with their weights: what a text begins with says what it is about.</summary>
public sealed record Wording(IReadOnlyDictionary<int, double> Weights)
{
    private const int Beginning = 10;

    /// <param name="words">With their places, from 0; in several texts the first place counts.</param>
    public static Wording Of(IEnumerable<(int Word, int Place)> words) =>
        new(words.GroupBy(word => word.Word, word => word.Place).ToDictionary(word => word.Key, word => word.Min() < Beginning ? 2.0 : 1.0));
}
