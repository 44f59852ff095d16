using Microsoft.EntityFrameworkCore;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>Who reported a case, after referrals left it.</summary>
internal static class CaseAgencies
{
    private const int MostRead = 2_000;

    /// <summary>Agencies of whose referrals none is left no longer count. Of a case with thousands of reports the list stays: who reported does not become untrue.</summary>
    public static async Task LeaveAsync(Work<TriageDbContext> work, CountryCaseRow row, IReadOnlyList<CaseReferralRow> left, CancellationToken cancellationToken)
    {
        if (row.ReportCount > MostRead)
            return;
        var here = await work.Db.CaseReferrals.AsNoTracking().Where(referral => referral.CountryCase == row.Name && !referral.Gone).Select(referral => referral.Metadata).ToListAsync(cancellationToken);
        var staying = here.Select(AgencyOf).ToHashSet();
        var leaving = left.Select(referral => AgencyOf(referral.Metadata)).Where(agency => !staying.Contains(agency)).ToHashSet();
        if (leaving.Count == 0)
            return;
        var rows = await work.Db.CaseAgencies.Where(agency => agency.CountryCase == row.Name && leaving.Contains(agency.AgencyId)).ToListAsync(cancellationToken);
        work.Db.CaseAgencies.RemoveRange(rows);
        row.AgencyCount -= rows.Count;
        row.AgencyIds = [.. row.AgencyIds.Where(agency => !leaving.Contains(agency))];
    }

    private static string AgencyOf(string metadata) => ((ReferralMetadata)EventJson.Read(typeof(ReferralMetadata), metadata)).AgencyId;
}
