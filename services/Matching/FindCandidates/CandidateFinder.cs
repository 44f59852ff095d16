using Referrals.Common.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.V1;

namespace Referrals.Matching.FindCandidates;

/// <summary>
/// Chooses what a referral is compared with: the cases that share the rarest and the most keys, so many and no more. A key
/// that stands in more cases than the cap is hot and leads nowhere; a case that shares no more than a usual thing said of a person is left out.
/// </summary>
public static class CandidateFinder
{
    private const int MostCases = 16;
    private const int MostReferrals = 64;
    private const int MostPerCase = 30;

    // Cases in which a sound of a name with a year, or a town with a day, stands that alone is no reason to compare.
    private const int UsualCases = 8;

    public static Candidates Find(IReadOnlyCollection<KeyEvidence> evidence, int hotCases)
    {
        var hot = evidence.Where(key => IsHot(key, hotCases)).ToList();
        var shares = new Dictionary<string, Share>();
        foreach (var key in evidence)
        {
            if (IsHot(key, hotCases))
                continue;
            var promise = Promise(key.Cases.Count, hotCases);
            foreach (var keyed in key.Cases)
            {
                if (!shares.TryGetValue(keyed.CaseId, out var share))
                    shares.Add(keyed.CaseId, share = new Share());
                share.Add(keyed.ReferralId, key.Key, promise);
            }
        }

        var least = Promise(UsualCases, hotCases);
        var chosen = new List<CandidateCase>();
        var taken = 0;
        var compared = shares.Where(share => share.Value.HasIdentifier || share.Value.Promise > least);
        foreach (var (caseId, share) in compared.OrderByDescending(share => share.Value.Promise).ThenBy(share => share.Key, StringComparer.Ordinal).Take(MostCases))
        {
            if (taken >= MostReferrals)
                break;
            var ids = share.Referrals.OrderByDescending(referral => referral.Value).ThenBy(referral => referral.Key, StringComparer.Ordinal).Take(Math.Min(MostPerCase, MostReferrals - taken)).Select(referral => referral.Key).ToList();
            chosen.Add(new CandidateCase(caseId, ids, share.Promise));
            taken += ids.Count;
        }

        return new Candidates(chosen, shares.Count - chosen.Count, hot);
    }

    private static bool IsHot(KeyEvidence key, int hotCases) => key.InCases > hotCases;

    /// <summary>A key in few cases promises more than one in many.</summary>
    private static double Promise(int cases, int hotCases) => 1 + Math.Log2((double)hotCases / cases);

    /// <summary>What a case shares, by its referrals.</summary>
    private sealed class Share
    {
        public Dictionary<string, double> Referrals { get; } = [];

        public double Promise { get; private set; }

        /// <summary>Whether it is an identifier, were it in many cases; but an address of the network is said of many.</summary>
        public bool HasIdentifier { get; private set; }

        public void Add(string referralId, MatchingKey key, double promise)
        {
            Referrals[referralId] = Referrals.GetValueOrDefault(referralId) + promise;
            Promise += promise;
            HasIdentifier |= key is { Field: ComparedField.Identifier, Type: not IdentifierType.Ip };
        }
    }
}
