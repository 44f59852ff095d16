namespace Referrals.Matching.ScoreMatch;

/// <summary>How many referrals there are to compare with, and in how many of them a term stands.</summary>
/// <param name="Size">Referrals whose features are kept.</param>
/// <param name="Counts">By term, <c>family:example</c>; a term that is missing was never seen.</param>
public sealed record Corpus(long Size, IReadOnlyDictionary<string, int> Counts)
{
    public static Corpus Empty { get; } = new(0, new Dictionary<string, int>());
}
