using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Clocks;
using Referrals.Platform.Storage;
using Referrals.Routing.Storage;

namespace Referrals.Routing.LapseHandOffs;

/// <summary>
/// Finds hand-offs whose acknowledgement clock, feedback duty or deconfliction has run, by business time. Every instance looks; each
/// lapse is decided under the lock of its case, so it happens once.
/// </summary>
internal sealed class LapseSweeper(HandOffLapses lapses, Store<RoutingDbContext> store, BusinessClock clock, TimeProvider time, ILogger<LapseSweeper> logger)
    : BackgroundService
{
    private const int PageSize = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim wake = new(0, 1);

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clock.Advanced += Wake;
        try
        {
            while (true)
            {
                var more = await SweepAsync(stoppingToken);
                if (!more)
                    await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            clock.Advanced -= Wake;
        }
    }

    /// <summary>Looks once; returns whether more was due than one look takes.</summary>
    internal async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lapsed = await DueAsync("state = 'Offered' and acknowledge_by <= @p0 order by acknowledge_by", cancellationToken);
            var overdue = await DueAsync("feedback_due_at <= @p0 and not feedback_overdue order by feedback_due_at", cancellationToken);
            var held = await HeldAsync(cancellationToken);
            var failed = 0;
            foreach (var due in lapsed)
                failed += await TryAsync(due, lapses.LapseAsync, cancellationToken) ? 0 : 1;
            foreach (var due in overdue)
                failed += await TryAsync(due, lapses.OverdueAsync, cancellationToken) ? 0 : 1;
            foreach (var (id, due) in held)
                failed += await TryAsync(due, (hold, token) => lapses.LapseDeconflictionAsync(hold, id, token), cancellationToken) ? 0 : 1;
            return failed == 0 && (lapsed.Count == PageSize || overdue.Count == PageSize || held.Count == PageSize);
        }
        catch (Exception exception) when (StoreErrors.IsUnavailable(exception))
        {
            return false;
        }
    }

    private Task<List<DueHandOff>> DueAsync(string where, CancellationToken cancellationToken) => store.ReadSqlAsync(
        (sql, token) => sql.QueryAsync(
            $"select hand_off_id, country_case from hand_offs where {where} limit {PageSize}",
            [clock.Now],
            row => new DueHandOff(row.Text(0), row.Text(1)),
            token),
        cancellationToken);

    private Task<List<(string Id, DueHandOff Due)>> HeldAsync(CancellationToken cancellationToken) => store.ReadSqlAsync(
        (sql, token) => sql.QueryAsync(
            $"select deconfliction_id, hand_off_id, country_case from deconflictions where state = 'Held' and release_by <= @p0 order by release_by limit {PageSize}",
            [clock.Now],
            row => (row.Text(0), new DueHandOff(row.Text(1), row.Text(2))),
            token),
        cancellationToken);

    /// <summary>One that fails must not hold up the others; it is due still at the next look.</summary>
    private async Task<bool> TryAsync(DueHandOff due, Func<DueHandOff, CancellationToken, Task> apply, CancellationToken cancellationToken)
    {
        try
        {
            await apply(due, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.SweepFailed(due.HandOffId, exception.GetType().Name);
            return false;
        }
    }

    /// <summary>Until the clock was advanced, or for a second.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Every, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            await wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A second has passed.
        }
    }

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
