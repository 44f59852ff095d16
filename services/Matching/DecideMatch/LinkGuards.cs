using Referrals.Common.V1;
using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.DecideMatch;

/// <summary>What holds a link back although the bits suffice: contradictions that are a relative's or a namesake's. An officer is asked instead.</summary>
internal static class LinkGuards
{
    private static readonly string[] Contradictions = ["given.contradiction", "birth.contradiction", "document.contradiction", "name.generation"];
    private const double BirthdayBits = 4;
    private const double HouseBits = 11;

    /// <summary>
    /// Without a strong identifier: another given name is a brother or sister, unless the birthday agrees or the whole address
    /// does, which makes it one household and so one matter; another family name as well needs both. An initial and another
    /// birthday is a parent or child, and so is another generation.
    /// </summary>
    public static bool NamesAnother(MatchScore score)
    {
        if (Has(score, "name.generation"))
            return true;
        var birthday = Agrees(score, "birth", BirthdayBits);
        var house = Agrees(score, "place", HouseBits);
        if (Has(score, "given.contradiction"))
            return Has(score, "family.contradiction") ? !(birthday && house) : !(birthday || house);
        return Has(score, "given.initial") && !Has(score, "given.exact") && Has(score, "birth.contradiction");
    }

    /// <summary>
    /// With a strong identifier: an address or number of a household is used by several. Two contradictions about the person,
    /// and no account, device or payment that is one person's own.
    /// </summary>
    public static bool NamesFamily(MatchScore score)
    {
        return Contradictions.Count(level => Has(score, level)) >= 2 && !score.Comparisons.Any(comparison => comparison.IsStrong && comparison.Type is not (IdentifierType.Email or IdentifierType.Phone));
    }

    private static bool Agrees(MatchScore score, string group, double bits) => score.Groups.Any(sum => sum.Group == group && sum.Bits >= bits);

    private static bool Has(MatchScore score, string level) => score.Comparisons.Any(comparison => comparison.Level == level);
}
