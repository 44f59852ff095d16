using Microsoft.EntityFrameworkCore;
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
    public static async Task TakeOutAsync(Work<TriageDbContext> work, CountryCaseRow row, CaseReferralRow referral, CancellationToken cancellationToken)
    {
        if (referral.Gone)
            return;
        referral.Gone = true;
        row.ReportCount--;
        row.EvidenceItems = Math.Max(0, row.EvidenceItems - referral.EvidenceItems);
        if (referral.Completeness == row.Completeness)
            row.Completeness = await CompletenessAsync(work, row, cancellationToken);

        var change = new CaseChange(work, row);
        if (row.ReportCount > 0 || row.State is not (CountryCaseState.Open or CountryCaseState.InformationRequested))
        {
            change.Touch(DecisionKind.Withdrawn);
            return;
        }

        row.State = CountryCaseState.Withdrawn;
        row.Queued = false;
        Claims.Clear(row);
        change.Enter(DecisionKind.Withdrawn);
        change.Record(new AuditEntry { Type = AuditTypes.Withdrawn, Referral = referral.ReferralId, From = CaseChange.CustodyOf(row) });
    }

    private static async Task<int> CompletenessAsync(Work<TriageDbContext> work, CountryCaseRow row, CancellationToken cancellationToken)
    {
        // What this batch added is not in the table yet.
        await work.Db.SaveChangesAsync(cancellationToken);
        return await work.Db.CaseReferrals.Where(r => r.CountryCase == row.Name && !r.Gone).MaxAsync(r => (int?)r.Completeness, cancellationToken) ?? 0;
    }
}
