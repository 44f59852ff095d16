using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>Compares two referrals and scores what agrees and what contradicts. Symmetric: which came first makes no difference.</summary>
public static class ReferralComparer
{
    private const double Copy = 0.8;
    private const double Alike = 0.4;
    private const int ShortestName = 3;

    public static MatchScore Compare(ReferralFeatures one, ReferralFeatures other, Weights weights)
    {
        var comparisons = new List<ScoredComparison>(IdentifierComparer.Compare(one.Identifiers, other.Identifiers, weights));
        comparisons.AddRange(PersonComparer.Compare(one.Persons, other.Persons, weights));
        if (comparisons.FindIndex(comparison => comparison.Level == "email.local") is >= 0 and var local && IsNameOf(comparisons[local].Value, one) && IsNameOf(comparisons[local].Value, other))
            comparisons[local] = comparisons[local] with { Level = "email.named", Bits = weights.Bits("email.named") };
        if (SoleFile(one, other) is { } file)
            comparisons.Add(new ScoredComparison(ComparedField.Identifier, IdentifierType.FileHash, "file.sole", weights.Bits("file.sole"), 0, "file", file.Legible) { IsStrong = true });
        var likeness = NarrativeReader.Likeness(one.Narrative, other.Narrative);
        if (likeness >= Alike)
        {
            var level = likeness >= Copy ? "narrative.copy" : "narrative.alike";
            comparisons.Add(new ScoredComparison(ComparedField.Narrative, IdentifierType.Unspecified, level, weights.Bits(level), 0, "narrative", ""));
        }

        return MatchScore.Of(weights.Prior, comparisons, weights.Model);
    }

    /// <summary>What is before the at sign says no more than the name does: <c>jexample</c> at two providers is any Example.</summary>
    private static bool IsNameOf(string local, ReferralFeatures features) => !local.Any(char.IsAsciiDigit)
        && features.Persons.Any(person => person.Names.Any(name => name.Words.Any(word => word.Length >= ShortestName && local.Contains(word, StringComparison.Ordinal))));

    /// <summary>
    /// A file that both name and nothing else: however many report it, such reports are one matter, and apart from those that
    /// name somebody.
    /// </summary>
    private static NormalisedIdentifier? SoleFile(ReferralFeatures one, ReferralFeatures other) =>
        NamesOnlyFiles(one) && NamesOnlyFiles(other) ? one.Identifiers.FirstOrDefault(file => other.Identifiers.Any(known => known.Canonical == file.Canonical)) : null;

    /// <summary>Whether files are all that a referral names.</summary>
    public static bool NamesOnlyFiles(ReferralFeatures features) =>
        features.Persons.Count == 0 && features.Identifiers.Count > 0 && features.Identifiers.All(identifier => identifier.Type == IdentifierType.FileHash);
}
