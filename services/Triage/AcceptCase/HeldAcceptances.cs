using Microsoft.Extensions.Logging;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Lets acceptances take effect when their hold is over and nobody has undone them.</summary>
internal sealed class HeldAcceptances(Store<TriageDbContext> store, TimeProvider time, ILogger<HeldAcceptances> logger)
    : Sweeper(store, TimeSpan.FromMilliseconds(500), logger)
{
    protected override Task<List<string>> FindAsync(Sql sql, CancellationToken cancellationToken) => sql.QueryAsync(
        $"select name from country_cases where undo_until is not null and undo_until <= @p0 order by undo_until limit {AtOnce}",
        [time.GetUtcNow()],
        row => row.Text(0),
        cancellationToken);

    protected override async Task ApplyAsync(Work<TriageDbContext> work, CountryCaseRow row, CancellationToken cancellationToken)
    {
        if (row.State == CountryCaseState.AcceptHeld && row.UndoUntil <= time.GetUtcNow())
            await Acceptances.TakeEffectAsync(work, row, await Acceptances.HeldAsync(work, row, cancellationToken), cancellationToken);
    }
}
