using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Contracts;
using Referrals.Platform.Hosting;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Outbox;

/// <summary>
/// Hands the outbox of one service to the consumers in the same process, each at its own pace and in order. A delivery
/// is removed after the consumer's commit; killed in between, the consumer knows it by its position when it comes again.
/// </summary>
public sealed class EmbeddedRelay<TDb>(
    Store<TDb> store,
    RelaySignal<TDb> signal,
    IEnumerable<IInbox> inboxes,
    TimeProvider time,
    ILogger<EmbeddedRelay<TDb>> logger) : BackgroundService
    where TDb : ServiceDbContext
{
    private const int BatchSize = 128;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(inboxes.Where(inbox => Hears(inbox.Service)).Select(inbox => DeliverAsync(inbox, stoppingToken)));

    /// <summary>Everybody's records go to the log; events to those who listen.</summary>
    private bool Hears(string consumer) => consumer == Topology.Audit || Topology.SourcesOf(consumer).Contains(store.Service);

    private async Task DeliverAsync(IInbox inbox, CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var wake = signal.Next();
                if (await DeliverBatchAsync(inbox, stoppingToken) == 0)
                    await Task.WhenAny(wake, Task.Delay(Poll, time, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (Unavailability.Is(exception))
            {
                logger.RelayWaits(store.Service, exception.GetType().Name);
                await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(200), time, stoppingToken));
            }
        }
    }

    private async Task<int> DeliverBatchAsync(IInbox inbox, CancellationToken stoppingToken)
    {
        var rows = await store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"select {OutboxTable.Columns("o")} from deliveries d join outbox o on o.position = d.position where d.consumer = @p0 order by d.position limit {BatchSize}",
                [inbox.Service],
                row => OutboxTable.Read(row, store.Service),
                token),
            stoppingToken);
        if (rows.Count == 0)
            return 0;

        Faults.Reach(Faults.RelayRead);
        await Task.WhenAll(rows.Select(row => inbox.ReceiveAsync(row.Event, stoppingToken)));
        Faults.Reach(Faults.RelayPublished);
        await store.ExecuteAsync(
            async (work, token) =>
            {
                object?[] positions = [inbox.Service, .. rows.Select(row => (object?)row.Position)];
                var list = Sql.List(rows.Count, first: 1);
                await work.Sql.ExecuteAsync($"delete from deliveries where consumer = @p0 and position in ({list})", positions, token);
                await work.Sql.ExecuteAsync(
                    $"delete from outbox where @p0 is not null and position in ({list}) and not exists (select 1 from deliveries d where d.position = outbox.position)",
                    positions,
                    token);
            },
            stoppingToken);
        return rows.Count;
    }
}
