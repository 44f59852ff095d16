namespace Referrals.Matching.ScoreMatch;

/// <summary>How many referrals there are to compare with, and in how many of them a term stands.</summary>
/// <param name="Size">Referrals whose features are kept.</param>
/// <param name="Counts">By term, <c>family:example</c>; a term that is missing was never seen.</param>
public sealed record Corpus(long Size, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Terms that begin so are identifiers, and count the cases in which one stands.</summary>
    public const string IdentifierTerm = "id:";

    public static Corpus Empty { get; } = new(0, new Dictionary<string, int>());
}
