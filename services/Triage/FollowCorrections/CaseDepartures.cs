using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Referrals that an officer moves out of a case. What they raised its priority to stays until an officer lowers it.</summary>
internal static class CaseDepartures
{
    /// <summary>Takes referrals out of a case that goes on. One that nothing is left of and nobody decided leaves the queue.</summary>
    public static async Task TakeOutAsync(
        Work<TriageDbContext> work, CaseQueue queue, CountryCaseRow row, IReadOnlyList<string> referralIds, string toCase, CancellationToken cancellationToken)
    {
        var moved = await MoveAsync(work, queue, row, referralIds, toCase, cancellationToken);
        if (moved == 0)
            return;
        var change = new CaseChange(work, row);
        change.Enter(DecisionKind.Split);
        change.Record(new AuditEntry
        {
            Type = AuditTypes.Split,
            From = CaseChange.CustodyOf(row),
            Details = new Dictionary<string, string> { ["newCase"] = toCase, ["referrals"] = moved.ToString(CultureInfo.InvariantCulture) },
        });
        if (row.ReportCount == 0 && JoinRules.IsUndecided(row.State))
            CaseWithdrawals.End(row);
    }

    /// <summary>Marks referrals as moved; says how many were here.</summary>
    public static async Task<int> MoveAsync(
        Work<TriageDbContext> work, CaseQueue queue, CountryCaseRow row, IReadOnlyList<string> referralIds, string toCase, CancellationToken cancellationToken)
    {
        var here = await work.Db.CaseReferrals.Where(referral => referral.CountryCase == row.Name && !referral.Gone && referralIds.Contains(referral.ReferralId)).ToListAsync(cancellationToken);
        if (here.Count == 0)
            return 0;
        foreach (var referral in here)
        {
            (referral.Gone, referral.MovedTo) = (true, toCase);
            row.ReportCount--;
            row.EvidenceItems = Math.Max(0, row.EvidenceItems - referral.EvidenceItems);
        }

        await work.Db.SaveChangesAsync(cancellationToken);
        row.Completeness = await work.Db.CaseReferrals.Where(referral => referral.CountryCase == row.Name && !referral.Gone).MaxAsync(referral => (int?)referral.Completeness, cancellationToken) ?? 0;
        await OpenQuestions.EndAsync(work, row, [.. here.Select(referral => referral.ReferralId)], queue, cancellationToken);
        await CaseAgencies.LeaveAsync(work, row, here, cancellationToken);
        return here.Count;
    }
}
