namespace Referrals.Matching.ScoreMatch;

/// <summary>How many referrals there are to compare with, and in how many of them a term stands.</summary>
/// <param name="Size">Referrals whose features are kept.</param>
/// <param name="Counts">By term, <c>family:example</c>; a term that is missing was never seen.</param>
public sealed record Corpus(long Size, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Terms that begin so are identifiers, and count the cases in which one stands.</summary>
    public const string IdentifierTerm = "id:";

    /// <summary>Cases beyond which an identifier that stands in them is hot.</summary>
    public int HotCases { get; init; } = new MatchingOptions().HotCases;

    /// <summary>Terms of names, births and places that were asked for and are missing, where somebody keeps them.</summary>
    public ISet<string>? Asked { get; init; }

    public static Corpus Empty { get; } = new(0, new Dictionary<string, int>());

    /// <summary>In how many places a term stands.</summary>
    public int CountOf(string term)
    {
        if (!Counts.TryGetValue(term, out var count) && !IsIdentifier(term))
            Asked?.Add(term);
        return count;
    }

    /// <summary>Whether a term is an identifier's.</summary>
    public static bool IsIdentifier(string term) => term.StartsWith(IdentifierTerm, StringComparison.Ordinal);
}
