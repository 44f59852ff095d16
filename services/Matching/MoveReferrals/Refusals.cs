using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.Storage;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>"Not the same": said of a referral and a case, it holds for good, and for the case that this one ends in.</summary>
internal static class Refusals
{
    public static Refusal NotTheSame => Refusal.FailedPrecondition("NOT_THE_SAME", "an officer said that they are not the same; that is permanent");

    public static Refusal Moved => Refusal.FailedPrecondition("VERSION_CHANGED", "a referral was moved meanwhile; look again and decide");

    /// <summary>Whether it was said of a referral of either case and the other.</summary>
    public static Task<bool> StandBetweenAsync(Work<MatchingDbContext> work, string one, string other, CancellationToken cancellationToken) =>
        work.Db.Suggestions.AnyAsync(
            refused => refused.Decision == MatchDecision.Rejected && (refused.CaseId == one || refused.CaseId == other)
                && work.Db.Referrals.Any(referral => referral.Id == refused.ReferralId && referral.CaseId == (refused.CaseId == one ? other : one)),
            cancellationToken);

    /// <summary>What was refused to belong in a case that ends does not belong in the one that it ends in.</summary>
    public static async Task FollowAsync(Work<MatchingDbContext> work, string from, string into, CancellationToken cancellationToken)
    {
        var refused = await work.Db.Suggestions.Where(row => row.CaseId == from && row.Decision == MatchDecision.Rejected).ToListAsync(cancellationToken);
        var ids = refused.ConvertAll(row => row.ReferralId);
        var known = await work.Db.Suggestions.Where(row => row.CaseId == into && ids.Contains(row.ReferralId)).ToDictionaryAsync(row => row.ReferralId, cancellationToken);
        foreach (var row in refused)
        {
            if (!known.TryGetValue(row.ReferralId, out var suggestion))
            {
                suggestion = new SuggestionRow { ReferralId = row.ReferralId, CaseId = into, SuggestedAt = row.SuggestedAt, Explanation = row.Explanation, Decision = row.Decision };
                work.Db.Suggestions.Add(suggestion);
            }

            (suggestion.Decision, suggestion.DecidedAt, suggestion.Reason) = (MatchDecision.Rejected, row.DecidedAt, row.Reason);
        }
    }
}
