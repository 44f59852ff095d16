using Microsoft.Extensions.Logging;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>
/// Takes claims that have lapsed off their cases, so that whoever watches the queue sees it. Nothing depends on when: a
/// lapsed claim is worth nothing from its time on.
/// </summary>
internal sealed class LapsedClaims(Store<TriageDbContext> store, TimeProvider time, ILogger<LapsedClaims> logger)
    : Sweeper(store, TimeSpan.FromSeconds(2), logger)
{
    /// <summary>Ends the claim on a case, if there is one, because its time is over.</summary>
    public static void End(Work<TriageDbContext> work, CountryCaseRow row)
    {
        if (row.Holder is null)
            return;
        Claims.Clear(row);
        var change = new CaseChange(work, row);
        change.Enter(DecisionKind.Released);
        change.Record(new AuditEntry { Type = AuditTypes.Released, Rule = "LEASE_LAPSED" });
    }

    protected override Task<List<string>> FindAsync(Sql sql, CancellationToken cancellationToken) => sql.QueryAsync(
        $"select name from country_cases where holder is not null and lease_until <= @p0 order by lease_until limit {AtOnce}",
        [time.GetUtcNow()],
        row => row.Text(0),
        cancellationToken);

    protected override Task ApplyAsync(Work<TriageDbContext> work, CountryCaseRow row, CancellationToken cancellationToken)
    {
        if (!Claims.IsHeld(row, time.GetUtcNow()))
            End(work, row);
        return Task.CompletedTask;
    }
}
