using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>
/// Takes a referral out of a case. An undecided case whose referrals are all gone is closed without a decision; its
/// senders know, since they or an erasure took them back.
/// </summary>
internal static class CaseWithdrawals
{
    public static async Task TakeOutAsync(Work<TriageDbContext> work, CaseQueue queue, CountryCaseRow row, CaseReferralRow referral, CancellationToken cancellationToken)
    {
        if (referral.Gone)
            return;
        referral.Gone = true;
        row.ReportCount--;
        row.EvidenceItems = Math.Max(0, row.EvidenceItems - referral.EvidenceItems);
        if (referral.Completeness == row.Completeness)
            row.Completeness = await CompletenessAsync(work, row, cancellationToken);

        await OpenQuestions.EndAsync(work, row, [referral.ReferralId], queue, cancellationToken);
        var change = new CaseChange(work, row);
        if (row.ReportCount > 0 || !JoinRules.IsUndecided(row.State))
        {
            change.Touch(DecisionKind.Withdrawn);
            return;
        }

        End(row);
        change.Enter(DecisionKind.Withdrawn);
        change.Record(new AuditEntry { Type = AuditTypes.Withdrawn, Referral = referral.ReferralId, From = CaseChange.CustodyOf(row) });
    }

    /// <summary>Nothing is left to decide.</summary>
    public static void End(CountryCaseRow row)
    {
        (row.State, row.Disposition, row.UndoUntil) = (CountryCaseState.Withdrawn, Disposition.Unspecified, null);
        row.Queued = false;
        Claims.Clear(row);
    }

    private static async Task<int> CompletenessAsync(Work<TriageDbContext> work, CountryCaseRow row, CancellationToken cancellationToken)
    {
        // What this batch added is not in the table yet.
        await work.Db.SaveChangesAsync(cancellationToken);
        return await work.Db.CaseReferrals.Where(r => r.CountryCase == row.Name && !r.Gone).MaxAsync(r => (int?)r.Completeness, cancellationToken) ?? 0;
    }
}
