using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.Storage;
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
}
