using Referrals.Matching.PlaceReferral;

namespace Referrals.Matching.FindCandidates;

/// <summary>
/// Chooses what a referral is compared with: the cases that share the rarest and the most keys, so many and no more. A key
/// that stands in more cases than the cap is hot and leads nowhere.
/// </summary>
public static class CandidateFinder
{
    private const int MostCases = 16;
    private const int MostReferrals = 64;
    private const int MostPerCase = 30;

    public static Candidates Find(IReadOnlyCollection<KeyEvidence> evidence, int hotCases)
    {
        var hot = evidence.Where(key => IsHot(key, hotCases)).ToList();
        var shares = new Dictionary<string, Dictionary<string, double>>();
        foreach (var key in evidence)
        {
            if (IsHot(key, hotCases))
                continue;

            // A key in few cases promises more than one in many.
            var promise = 1 + Math.Log2((double)hotCases / key.Cases.Count);
            foreach (var keyed in key.Cases)
            {
                if (!shares.TryGetValue(keyed.CaseId, out var referrals))
                    shares.Add(keyed.CaseId, referrals = []);
                referrals[keyed.ReferralId] = referrals.GetValueOrDefault(keyed.ReferralId) + promise;
            }
        }

        var chosen = new List<CandidateCase>();
        var taken = 0;
        foreach (var (caseId, referrals) in shares.OrderByDescending(share => share.Value.Values.Sum()).ThenBy(share => share.Key, StringComparer.Ordinal).Take(MostCases))
        {
            if (taken >= MostReferrals)
                break;
            var ids = referrals.OrderByDescending(referral => referral.Value).ThenBy(referral => referral.Key, StringComparer.Ordinal).Take(MostPerCase).Select(referral => referral.Key).ToList();
            chosen.Add(new CandidateCase(caseId, ids, referrals.Values.Sum()));
            taken += ids.Count;
        }

        return new Candidates(chosen, shares.Count - chosen.Count, hot);
    }

    private static bool IsHot(KeyEvidence key, int hotCases) => key.InCases > hotCases;
}
