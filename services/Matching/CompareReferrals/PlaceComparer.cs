using Referrals.Common.V1;
using Referrals.Matching.NormalisePlaces;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>Compares addresses, part by part, and keeps the pair that agrees best.</summary>
public static class PlaceComparer
{
    private const string Group = "place";
    private const double MostWords = 0.6;
    private const double SomeWords = 0.3;

    public static IReadOnlyList<ScoredComparison> Compare(IReadOnlyList<AddressForm> left, IReadOnlyList<AddressForm> right, Weights weights) =>
        BestPair.Of(left, right, (one, other) => Compare(one, other, weights));

    private static List<ScoredComparison> Compare(AddressForm one, AddressForm other, Weights weights)
    {
        var found = new List<ScoredComparison>();
        if (one.PostalCode.Length > 0 && other.PostalCode.Length > 0)
            Add(PostalLevel(one.PostalCode, other.PostalCode), one.PostalCode, "postcode");
        if (one.Locality.Length > 0 && other.Locality.Length > 0)
            Add($"locality.{TextLevel(one.Locality, other.Locality)}", one.Locality, "locality");
        if (one.Region.Length > 0 && other.Region.Length > 0)
            Add(one.Region == other.Region ? "region.exact" : "region.contradiction", one.Region, "region");
        if (one.Street.Count > 0 && other.Street.Count > 0)
            Add(StreetLevel(one, other), "", "street");
        return found;

        void Add(string level, string value, string kind)
        {
            var (bits, frequency) = weights.Bits(level, $"{kind}:{value}");
            found.Add(new ScoredComparison(
                ComparedField.Address, IdentifierType.Unspecified, level, bits, frequency, Group, level.EndsWith("exact", StringComparison.Ordinal) ? value : ""));
        }
    }

    /// <summary>The level of two words or names of places.</summary>
    public static string TextLevel(string one, string other) => one == other ? "exact" : TextDistance.IsClose(one, other) ? "close" : "contradiction";

    private static string PostalLevel(string one, string other)
    {
        if (one == other)
            return "postcode.exact";
        if (TextDistance.Of(one, other, 1) == 1)
            return "postcode.close";
        return PlaceNormaliser.District(one) == PlaceNormaliser.District(other) ? "postcode.district" : "postcode.contradiction";
    }

    private static string StreetLevel(AddressForm one, AddressForm other)
    {
        var likeness = Likeness(one, other);
        var numbers = one.Numbers.Count == 0 || other.Numbers.Count == 0 ? (bool?)null : one.Numbers.Intersect(other.Numbers).Any();
        return (likeness, numbers) switch
        {
            ( >= MostWords, true) => "street.exact",
            ( >= MostWords, null) => "street.close",
            ( >= SomeWords, true) => "street.close",
            ( >= SomeWords, _) => "street.part",
            _ => "street.contradiction",
        };
    }

    /// <summary>Of <c>Long Street</c> and <c>Ash Street</c> only <c>long</c> and <c>ash</c> count. Where one states no more than <c>Street</c>, they agree in part at most.</summary>
    private static double Likeness(AddressForm one, AddressForm other) => (Names(one), Names(other)) switch
    {
        ({ Count: > 0 } names, { Count: > 0 } otherNames) => Likeness(names, otherNames),
        ({ Count: 0 }, { Count: 0 }) => Likeness(one.Street, other.Street),
        _ => Math.Min(SomeWords, Likeness(one.Street, other.Street)),
    };

    private static List<string> Names(AddressForm address) => [.. address.Street.Where(word => !PlaceNormaliser.IsUsual(word))];

    /// <summary>The share of letters in words that stand in both, slips allowed.</summary>
    private static double Likeness(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var whole = string.Concat(one);
        var otherWhole = string.Concat(other);
        if (whole == otherWhole || TextDistance.IsClose(whole, otherWhole))
            return 1;
        var shared = Shared(one, other) + Shared(other, one);
        return (double)shared / (whole.Length + otherWhole.Length);
    }

    private static int Shared(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Where(word => other.Any(candidate => candidate == word || TextDistance.IsClose(candidate, word))).Sum(word => word.Length);
}
