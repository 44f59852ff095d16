using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>Questions whose answers a case waits for.</summary>
internal static class OpenQuestions
{
    /// <summary>Ends those about referrals that leave the case: they are taken back, or answered where they are then. It waits for the others, if there are any.</summary>
    public static async Task EndAsync(
        Work<TriageDbContext> work, CountryCaseRow row, IReadOnlyCollection<string> referralIds, CaseQueue queue, CancellationToken cancellationToken)
    {
        if (row.OpenInformationRequests == 0)
            return;
        var found = await work.Db.InformationRequests
            .Where(question => question.CountryCase == row.Name && question.State == QuestionState.Open && referralIds.Contains(question.ReferralId))
            .ToListAsync(cancellationToken);

        // One that this batch has seen answered is open in the table still.
        foreach (var question in found.Where(question => question.State == QuestionState.Open))
        {
            question.State = QuestionState.Void;
            row.OpenInformationRequests--;
        }

        if (row.OpenInformationRequests == 0)
            queue.Resume(work, row);
    }
}
