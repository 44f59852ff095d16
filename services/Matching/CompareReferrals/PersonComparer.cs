using Referrals.Common.V1;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>Compares persons of matching roles, and keeps the pair that agrees best.</summary>
public static class PersonComparer
{
    private const int MostPersons = 20;

    public static IReadOnlyList<ScoredComparison> Compare(IReadOnlyList<PersonFeatures> left, IReadOnlyList<PersonFeatures> right, Weights weights)
    {
        IReadOnlyList<ScoredComparison> best = [];
        var most = double.MinValue;
        foreach (var one in left.Take(MostPersons))
        {
            foreach (var other in right.Take(MostPersons))
            {
                if (!MayBeOne(one.Role, other.Role))
                    continue;
                var found = Compare(one, other, weights);
                var bits = MatchScore.Of(0, found, weights.Model).Total;
                if (found.Count > 0 && bits > most)
                    (best, most) = (found, bits);
            }
        }

        // Where several are named, that the nearest two differ says nothing: each report may name others of the household.
        return most < 0 && (left.Count > 1 || right.Count > 1) ? [] : best;
    }

    private static bool MayBeOne(PersonRole one, PersonRole other) =>
        one == other || one is PersonRole.Unspecified or PersonRole.Other || other is PersonRole.Unspecified or PersonRole.Other
        || (one is PersonRole.Subject or PersonRole.Associate && other is PersonRole.Subject or PersonRole.Associate);

    private static List<ScoredComparison> Compare(PersonFeatures one, PersonFeatures other, Weights weights)
    {
        var found = new List<ScoredComparison>(NameComparer.Compare(one.Names, other.Names, weights));
        if (BirthComparer.Compare(one.Births, other.Births, weights) is { } birth)
            found.Add(birth);

        // Many live where they were born: the same town twice is one agreement.
        var addresses = PlaceComparer.Compare(one.Addresses, other.Addresses, weights);
        if (one.BirthPlace != other.BirthPlace || !addresses.Any(address => address.Level == "locality.exact" && address.Value == one.BirthPlace))
            AddText(ComparedField.BirthPlace, "birthplace", "place", one.BirthPlace, other.BirthPlace);
        found.AddRange(addresses);
        AddText(ComparedField.Occupation, "occupation", "trait", one.Occupation, other.Occupation);
        if (one.Gender != Gender.Unspecified && other.Gender != Gender.Unspecified)
            Add(ComparedField.Gender, one.Gender == other.Gender ? "gender.same" : "gender.contradiction", "trait", "", "");
        return found;

        void AddText(ComparedField field, string name, string group, string left, string right)
        {
            if (left.Length > 0 && right.Length > 0)
                Add(field, $"{name}.{PlaceComparer.TextLevel(left, right)}", group, left == right ? left : "", name);
        }

        void Add(ComparedField field, string level, string group, string value, string kind)
        {
            var (bits, frequency) = weights.Bits(level, $"{kind}:{value}");
            found.Add(new ScoredComparison(field, IdentifierType.Unspecified, level, bits, frequency, group, value));
        }
    }
}
