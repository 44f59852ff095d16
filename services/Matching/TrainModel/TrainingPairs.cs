using Referrals.Common.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.TrainModel;

/// <summary>Chooses the pairs that a model is learned from: those that share a key, and some by chance. The same store gives the same pairs.</summary>
public static class TrainingPairs
{
    /// <summary>Of each kind.</summary>
    public const int Most = 100_000;

    private const int MostOfKey = 12;
    private static readonly string[] Names = ["given", "family", "crossed"];
    private static readonly string[] Addresses = ["postcode", "locality", "region", "street", "birthplace"];

    /// <summary>Pairs that share a key which few share.</summary>
    public static IReadOnlyList<Observation> Candidates(IReadOnlyList<ReferralFeatures> referrals, Weights weights, byte[] secret, int keysPerReferral)
    {
        var holders = new Dictionary<long, (MatchingKey Key, List<int> Referrals)>();
        for (var i = 0; i < referrals.Count; i++)
        {
            foreach (var key in KeyMaker.Make(referrals[i], secret, keysPerReferral))
            {
                if (!holders.TryGetValue(key.Token, out var known))
                    holders.Add(key.Token, known = (key, []));
                if (known.Referrals.Count <= MostOfKey)
                    known.Referrals.Add(i);
            }
        }

        var foundBy = new Dictionary<(int, int), HashSet<string>>();
        foreach (var (key, list) in holders.Values.Where(known => known.Referrals.Count is > 1 and <= MostOfKey))
        {
            foreach (var pair in list.SelectMany((one, at) => list.Skip(at + 1).Select(other => (one, other))))
                Found(foundBy, pair, FieldsOf(key));
        }

        return [.. foundBy.Take(Most).Select(pair => Observation.Of(ReferralComparer.Compare(referrals[pair.Key.Item1], referrals[pair.Key.Item2], weights)) with { FoundBy = pair.Value })];
    }

    /// <summary>Pairs by chance: each referral with others at growing distances.</summary>
    public static IReadOnlyList<Observation> ByChance(IReadOnlyList<ReferralFeatures> referrals, Weights weights)
    {
        var each = referrals.Count == 0 ? 0 : Math.Min(referrals.Count / 2, (Most + referrals.Count - 1) / referrals.Count);
        var pairs = Enumerable.Range(1, each).SelectMany(step => Enumerable.Range(0, referrals.Count).Select(i => (One: i, Other: (i + (step * 97 % (referrals.Count - 1)) + 1) % referrals.Count)));
        return [.. pairs.Take(Most).Where(pair => pair.One != pair.Other).Select(pair => Observation.Of(ReferralComparer.Compare(referrals[pair.One], referrals[pair.Other], weights)))];
    }

    /// <summary>A pair that several keys found was found by each: only what all of them rest on is not to be learned from it.</summary>
    private static void Found(Dictionary<(int, int), HashSet<string>> foundBy, (int, int) pair, IReadOnlyCollection<string> fields)
    {
        if (foundBy.TryGetValue(pair, out var known))
            known.IntersectWith(fields);
        else
            foundBy.Add(pair, [.. fields]);
    }

    private static string[] FieldsOf(MatchingKey key) => key.Field switch
    {
        ComparedField.PersonName => Names,
        ComparedField.DateOfBirth => ["birth", .. Names, .. Addresses],
        ComparedField.Address => [.. Names, .. Addresses],
        ComparedField.Occupation => ["occupation", .. Names],
        ComparedField.Identifier => key.Type == IdentifierType.Unspecified ? [] : [FieldOf(key.Type)],
        _ => [],
    };

    private static string FieldOf(IdentifierType type) => Observation.FieldOf(IdentifierRules.Of(type).Exact);
}
