using Microsoft.EntityFrameworkCore;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Makes an acceptance take effect: from here on the case is Routing's.</summary>
internal static class Acceptances
{
    private const int ReferralsTold = 50;

    public static async Task TakeEffectAsync(Work<TriageDbContext> work, CountryCaseRow row, DecisionRow decision, CancellationToken cancellationToken)
    {
        row.State = CountryCaseState.Accepted;
        row.UndoUntil = null;
        if (HoldRules.KeepInQueue(row))
            (row.Queued, row.Escalated) = (true, true);
        var referrals = await work.Sql.QueryAsync(
            $"select metadata from case_referrals where country_case = @p0 and not gone order by position limit {ReferralsTold}", [row.Name], found => found.Text(0), cancellationToken);
        work.Publish(row.Name, new CaseAccepted
        {
            CountryCase = row.Name,
            CaseId = row.CaseId,
            Country = row.Country,
            Desk = row.Desk,
            Priority = row.Priority,
            DecidedBy = decision.ActorPseudonym!,
            Justification = decision.Justification,
            LeadTeam = decision.LeadTeamId.Length > 0 ? decision.LeadTeamId : null,
            OpenedAt = row.OpenedAt,
            Referrals = [.. referrals.Select(text => (ReferralMetadata)EventJson.Read(typeof(ReferralMetadata), text))],
            ReferralCount = row.ReportCount,
        });
    }

    /// <summary>The acceptance that a held case waits with: no other decision can follow it.</summary>
    public static Task<DecisionRow> HeldAsync(Work<TriageDbContext> work, CountryCaseRow row, CancellationToken cancellationToken) =>
        work.Db.Decisions
            .Where(d => d.CountryCase == row.Name && d.Kind == DecisionKind.Accepted)
            .OrderByDescending(d => d.Number)
            .FirstAsync(cancellationToken);
}
