using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>
/// "Not the same": said of a referral and a case, it holds for good, and for the case that this one ends in. What a split said so by its
/// reason is taken back by what reverses that split, and by nothing else.
/// </summary>
internal static class Refusals
{
    public static Refusal NotTheSame =>
        Refusal.FailedPrecondition("NOT_THE_SAME", "an officer said that they are not the same; that is permanent, but for a split in error, which is reversed with the reason CORRECTION");

    public static Refusal Moved => Refusal.FailedPrecondition("VERSION_CHANGED", "a referral was moved meanwhile; look again and decide");

    /// <summary>Whether who separates for this reason says that it is not the same matter.</summary>
    public static bool IsSaidBy(LinkReason reason) => reason is LinkReason.NameOnly or LinkReason.SharedIdentifier or LinkReason.OtherPerson or LinkReason.OtherIncident;

    /// <summary>Whether it was said of one of these referrals and a case.</summary>
    /// <param name="undone">When the moves were made that are undone: what they said does not count.</param>
    public static Task<bool> StandAgainstAsync(
        Work<MatchingDbContext> work, IReadOnlyCollection<string> referralIds, string caseId, IReadOnlyCollection<DateTimeOffset> undone, CancellationToken cancellationToken) =>
        AnyAsync(work.Db.Suggestions.Where(refused => refused.CaseId == caseId && referralIds.Contains(refused.ReferralId)), undone, cancellationToken);

    /// <summary>Whether it was said of a referral of either case and the other.</summary>
    public static Task<bool> StandBetweenAsync(Work<MatchingDbContext> work, string one, string other, IReadOnlyCollection<DateTimeOffset> undone, CancellationToken cancellationToken) =>
        AnyAsync(
            work.Db.Suggestions.Where(refused => (refused.CaseId == one || refused.CaseId == other)
                && work.Db.Referrals.Any(referral => referral.Id == refused.ReferralId && referral.CaseId == (refused.CaseId == one ? other : one))),
            undone,
            cancellationToken);

    /// <summary>Says it of referrals that were split off and the case that they left, and of what was asked between that and where they are.</summary>
    public static async Task RecordAsync(Work<MatchingDbContext> work, IReadOnlyCollection<string> referralIds, CaseRow left, CaseRow now, LinkReason reason, CancellationToken cancellationToken)
    {
        // What the move answered or brought along is not in the table yet.
        await work.Db.SaveChangesAsync(cancellationToken);
        var known = await work.Db.Suggestions.Where(row => row.CaseId == left.Id && referralIds.Contains(row.ReferralId)).ToListAsync(cancellationToken);
        known.AddRange(await work.Db.Suggestions
            .Where(row => row.CaseId == now.Id && row.Decision == MatchDecision.Suggested && work.Db.Referrals.Any(referral => referral.Id == row.ReferralId && referral.CaseId == left.Id))
            .ToListAsync(cancellationToken));
        var unasked = referralIds.Except(known.Where(row => row.CaseId == left.Id).Select(row => row.ReferralId)).Select(id => Unasked(id, left.Id, work.Now)).ToList();
        work.Db.Suggestions.AddRange(unasked);
        foreach (var row in known.Concat(unasked))
            (row.Decision, row.DecidedAt, row.Reason) = (MatchDecision.Rejected, work.Now, reason.ToString());
    }

    /// <summary>For a case that was never suggested.</summary>
    public static SuggestionRow Unasked(string referralId, string caseId, DateTimeOffset now) => new()
    {
        ReferralId = referralId,
        CaseId = caseId,
        SuggestedAt = now,
        Decision = MatchDecision.Rejected,
        Explanation = new StoredExplanation { Model = MatchModel.Shipped.Version }.Write(),
    };

    /// <summary>Whether the case was suggested before it was refused.</summary>
    public static bool WasAsked(SuggestionRow row) => StoredExplanation.Read(row.Explanation).Exemplar is not null;

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

    private static async Task<bool> AnyAsync(IQueryable<SuggestionRow> rows, IReadOnlyCollection<DateTimeOffset> undone, CancellationToken cancellationToken)
    {
        var said = await rows.Where(row => row.Decision == MatchDecision.Rejected).Select(row => row.DecidedAt).ToListAsync(cancellationToken);
        return said.Exists(at => !undone.Contains(at!.Value));
    }
}
