using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>What becomes of the questions between cases when referrals move: none stays open that nobody could answer, and none is lost.</summary>
internal static class Questions
{
    /// <summary>What was answered by moves that are undone now is asked again; a "not the same" that nobody had asked about is gone.</summary>
    /// <param name="undone">When these moves were made; whatever they wrote bears that time.</param>
    public static async Task AskAgainAsync(Work<MatchingDbContext> work, CaseRow one, CaseRow other, IReadOnlyCollection<DateTimeOffset> undone, CancellationToken cancellationToken)
    {
        if (undone.Count == 0)
            return;
        var answered = await work.Db.Suggestions.Where(row => (row.CaseId == one.Id || row.CaseId == other.Id) && row.Decision != MatchDecision.Suggested).ToListAsync(cancellationToken);
        foreach (var row in answered.Where(row => undone.Contains(row.DecidedAt!.Value)))
        {
            if (row.Decision == MatchDecision.Rejected && !Refusals.WasAsked(row))
                work.Db.Suggestions.Remove(row);
            else
                (row.Decision, row.DecidedAt, row.Reason) = (MatchDecision.Suggested, null, null);
        }

        // The rest of the move looks for what is open, and for what is refused, in the table.
        await work.Db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// A question whose two sides are in one case now is answered by the move. One that rests on a referral that left, or on a case that ended,
    /// goes along, unless the two cases are asked about already: then it stays, and is not shown while its case has ended.
    /// </summary>
    public static async Task FollowAsync(
        Work<MatchingDbContext> work, IReadOnlyList<string> referralIds, CaseRow from, CaseRow to, LinkReason reason, CancellationToken cancellationToken)
    {
        var open = await work.Db.Suggestions.Where(row => (row.CaseId == from.Id || row.CaseId == to.Id) && row.Decision == MatchDecision.Suggested)
            .Join(work.Db.Referrals, row => row.ReferralId, referral => referral.Id, (row, referral) => new { Row = row, referral.CaseId })
            .Where(question => question.Row.CaseId == from.Id || question.CaseId == to.Id)
            .OrderBy(question => question.Row.SuggestedAt).ThenBy(question => question.Row.ReferralId)
            .ToListAsync(cancellationToken);
        var ends = from.ReferralCount == 0;
        var concerned = open.Where(question => question.Row.CaseId == to.Id || ends || RestsOn(question.Row, referralIds)).ToList();
        foreach (var question in concerned.Where(question => question.CaseId == to.Id))
            (question.Row.Decision, question.Row.DecidedAt, question.Row.Reason) = (MatchDecision.Confirmed, work.Now, reason.ToString());

        var elsewhere = concerned.Where(question => question.CaseId != to.Id && question.CaseId != from.Id).ToList();
        var asked = await Suggestions.AskedAsync(work, to.Id, [.. elsewhere.Select(question => question.CaseId).Distinct()], cancellationToken);
        foreach (var question in elsewhere)
        {
            if (!asked.Add(question.CaseId))
                continue;
            work.Db.Suggestions.Remove(question.Row);
            work.Db.Suggestions.Add(Of(question.Row, to.Id));
        }
    }

    private static bool RestsOn(SuggestionRow row, IReadOnlyList<string> referralIds) => StoredExplanation.Read(row.Explanation).Exemplar is { } exemplar && referralIds.Contains(exemplar);

    private static SuggestionRow Of(SuggestionRow row, string caseId) => new()
    {
        ReferralId = row.ReferralId,
        CaseId = caseId,
        SuggestedAt = row.SuggestedAt,
        Explanation = row.Explanation,
        Decision = row.Decision,
    };
}
