using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Keeps what an officer is asked to look at.</summary>
internal static class Suggestions
{
    public static void Add(Work<MatchingDbContext> work, string referralId, LinkDecision decision, int cap)
    {
        foreach (var match in decision.Suggested)
        {
            work.Db.Suggestions.Add(new SuggestionRow
            {
                ReferralId = referralId,
                CaseId = match.CaseId,
                SuggestedAt = work.Now,
                Explanation = StoredExplanation.Of(decision, match, cap).Write(),
            });
        }
    }
}
