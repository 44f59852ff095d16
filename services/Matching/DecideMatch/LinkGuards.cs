using Referrals.Common.V1;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.DecideMatch;

/// <summary>What holds a link back although the bits suffice: contradictions that are a relative's or a namesake's. An officer is asked instead.</summary>
internal static class LinkGuards
{
    private static readonly string[] Contradictions = ["given.contradiction", "birth.contradiction", "document.contradiction", "name.generation"];
    private const double BirthdayBits = 4;
    private const double RareBits = 7;
    private const double HandleBits = 4;

    /// <summary>
    /// Without a strong identifier: another given name is a brother or sister, unless the birthday agrees, or the house and the birthday
    /// in part, or the whole address in all its parts, which makes it one household and so one matter; without the family name it needs both. An initial and another birthday is a parent or child, and
    /// so is another generation.
    /// </summary>
    public static bool NamesAnother(MatchScore score)
    {
        var birthday = Agrees(score, "birth", BirthdayBits);
        if (Has(score, "name.generation") || (Has(score, "document.contradiction") && !birthday))
            return true;

        // Where the birthday contradicts as well, the district is not enough: it takes the street.
        var house = (Has(score, "street.exact") && (IsInAnArea(score) || !Has(score, "given.contradiction")))
            || (!Has(score, "locality.contradiction") && (Has(score, "street.close") || (Has(score, "postcode.exact") && !Has(score, "birth.contradiction"))));

        // A name that only resembles the other's other name is chance beside no more than a birthday or a file.
        if (IsOnlyCrossed(score) && !house && score.IndependentGroups < 3)
            return true;
        if (!Agrees(score, "name", 0) || !NamesSomebody(score))
            return !(Has(score, "birth.exact") || (birthday && (house || Agrees(score, "handle", RareBits + 1))) || IsSlipOfAddress(score));
        if (Has(score, "given.contradiction"))
            return HasFamily(score) ? !(birthday || (house && !OtherHandle(score))) : !(birthday && house);

        // A usual given name and a town are shared by many; but for the house, a postal code of another town, or a town with another code, is none.
        var place = Agrees(score, "place", RareBits + 1) && (Has(score, "street.exact") || !(Has(score, "locality.contradiction") || Has(score, "postcode.contradiction")));
        if (!HasFamily(score) && !birthday && !Agrees(score, "name", RareBits) && !place && !Agrees(score, "handle", HandleBits))
            return true;
        return Has(score, "given.initial") && !Has(score, "given.exact") && Has(score, "birth.contradiction");
    }

    /// <summary>
    /// Whether others of a case than the nearest contradict in what tells relatives and namesakes apart, and none of the case agrees.
    /// </summary>
    public static bool IsDisputed(MatchScore nearest, IReadOnlyList<MatchScore> all) =>
        !all.Any(score => Agrees(score, "birth", 0)) && all.Count(score => Has(score, "birth.contradiction")) > (Has(nearest, "birth.contradiction") ? 1 : 0);

    /// <summary>
    /// With a strong identifier: an address or number of a household is used by several, and a device is shared or passed on. Two contradictions
    /// about the person, or for a device alone another name altogether, and no account or payment that is one person's own.
    /// </summary>
    public static bool NamesFamily(MatchScore score)
    {
        var strong = score.Comparisons.Where(comparison => comparison.IsStrong).Select(comparison => comparison.Type).ToHashSet();
        if (!strong.IsSubsetOf([IdentifierType.Email, IdentifierType.Phone, IdentifierType.DeviceId]))
            return false;
        var anotherName = Has(score, "given.contradiction") && Has(score, "family.contradiction") && !Agrees(score, "birth", BirthdayBits);
        return Contradictions.Count(level => Has(score, level)) >= 2 || (anotherName && strong.SetEquals([IdentifierType.DeviceId]));
    }

    /// <summary>Initials are shared by one in twenty: with a town and a year they are still anybody's.</summary>
    private static bool NamesSomebody(MatchScore score) => AgreeingNames(score).Any(level => !level.EndsWith(".initial", StringComparison.Ordinal));

    /// <summary>Whether nothing of the names agrees but a given name that resembles a family name.</summary>
    private static bool IsOnlyCrossed(MatchScore score) => AgreeingNames(score).Distinct().SequenceEqual(["crossed.close"]);

    /// <summary>The levels at which words of the names agree.</summary>
    private static IEnumerable<string> AgreeingNames(MatchScore score) =>
        score.Comparisons.Where(comparison => comparison.Bits > 0 && comparison.Field == ComparedField.PersonName).Select(comparison => comparison.Level);

    /// <summary>A street is known by its town: the same line is written in many.</summary>
    private static bool IsInAnArea(MatchScore score) =>
        score.Comparisons.Any(comparison => comparison.Bits > 0 && comparison.Level is "postcode.exact" or "postcode.close" or "postcode.district" or "locality.exact" or "locality.close");

    /// <summary>Another address of mail or another number, besides another given name, is another of the household.</summary>
    private static bool OtherHandle(MatchScore score) => Has(score, "email.contradiction") || Has(score, "phone.contradiction") || Has(score, "account.contradiction");

    /// <summary>An address of mail but for a slip, which nothing that is said of the person contradicts and something else supports.</summary>
    private static bool IsSlipOfAddress(MatchScore score) =>
        (Has(score, "email.close") || Has(score, "email.provider")) && !score.Comparisons.Any(comparison => comparison.Level.EndsWith(".contradiction", StringComparison.Ordinal)) && score.IndependentGroups >= 2;

    private static bool HasFamily(MatchScore score) =>
        score.Comparisons.Any(comparison => comparison.Bits > 0 && comparison.Level is "family.exact" or "family.scrambled" or "family.close" or "family.phonetic" or "crossed.exact" or "crossed.both" or "crossed.close");

    private static bool Agrees(MatchScore score, string group, double bits) => score.Groups.Any(sum => sum.Group == group && sum.Bits > bits);

    private static bool Has(MatchScore score, string level) => score.Comparisons.Any(comparison => comparison.Level == level);
}
