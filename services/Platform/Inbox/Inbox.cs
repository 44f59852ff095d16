using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Auditing;
using Referrals.Platform.Hosting;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>
/// Takes events from the bus and applies them in batches: whatever has arrived while the last transaction committed
/// goes into the next one, so a quiet exchange answers at once and a busy one shares its commits.
/// A batch that fails is applied one by one; an event that keeps failing is parked and holds up its own stream only.
/// While a store or a service that is asked for something is away, everything waits and nothing is parked.
/// </summary>
public sealed class Inbox<TDb>(
    Store<TDb> store,
    ConsumerRegistry<TDb> consumers,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<Inbox<TDb>> logger) : BackgroundService, IInbox
    where TDb : ServiceDbContext
{
    private const int BatchSize = 128;
    private const int AttemptsBeforeParking = 4;
    private const int AttemptsOfRedriven = 2;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly Channel<Item> queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(2048) { SingleReader = true });

    public string Service => store.Service;

    public async Task ReceiveAsync(IncomingEvent incoming, CancellationToken cancellationToken)
    {
        var item = new Item(incoming, false);
        await queue.Writer.WriteAsync(item, cancellationToken);
        await item.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Applies a parked event again; true if it was applied, false if it failed and is parked still.</summary>
    public async Task<bool> RedriveAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        var item = new Item(message.Incoming, true) { Attempts = message.Attempts };
        await queue.Writer.WriteAsync(item, cancellationToken);
        return await item.Done.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(ApplyArrivingAsync(stoppingToken), SweepAsync(stoppingToken));
    }

    private async Task ApplyArrivingAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                var batch = new List<Item>(BatchSize);
                while (batch.Count < BatchSize && queue.Reader.TryRead(out var item))
                    batch.Add(item);
                await ApplyAsync(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever handed these over still has them and will hand them over again.
        }
    }

    private async Task ApplyAsync(List<Item> batch, CancellationToken stoppingToken)
    {
        var together = batch.Where(item => !item.IsRedriven).ToList();
        if (together.Count > 1 && await TryTogetherAsync(together, stoppingToken))
            together.Clear();
        foreach (var item in together.Concat(batch.Where(item => item.IsRedriven)))
            await ApplyOneAsync(item, stoppingToken);
    }

    private async Task<bool> TryTogetherAsync(List<Item> items, CancellationToken stoppingToken)
    {
        try
        {
            await ApplyWithRetryAsync([.. items.Select(item => item.Incoming)], false, false, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            logger.BatchFailed(exception.GetType().Name, Service, items.Count);
            return false;
        }

        foreach (var item in items)
            item.Done.TrySetResult(true);
        return true;
    }

    private async Task ApplyOneAsync(Item item, CancellationToken stoppingToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // What fails may be what waited for it: from the second attempt on it is applied alone.
                await ApplyWithRetryAsync([item.Incoming], item.IsRedriven, attempt > 1, stoppingToken);
                item.Done.TrySetResult(true);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (attempt == (item.IsRedriven ? AttemptsOfRedriven : AttemptsBeforeParking))
                {
                    await ParkAsync(item, exception, stoppingToken);
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), time, stoppingToken);
            }
        }
    }

    /// <summary>Retries for as long as something needed is away; any other failure is the caller's.</summary>
    private async Task ApplyWithRetryAsync(IReadOnlyList<IncomingEvent> events, bool redriving, bool alone, CancellationToken stoppingToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = Min(pause * 2, LongestBackOff))
        {
            try
            {
                var result = await ApplyOnceAsync(events, redriving, alone, stoppingToken);
                foreach (var released in result.Released)
                    _ = queue.Writer.TryWrite(new Item(released, false));
                return;
            }
            catch (Exception exception) when (Unavailability.Is(exception))
            {
                logger.ConsumerWaits(Service, exception.GetType().Name);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private async Task<InboxBatchResult> ApplyOnceAsync(IReadOnlyList<IncomingEvent> events, bool redriving, bool alone, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await new InboxBatch<TDb>(store, consumers, scope.ServiceProvider, events, redriving, alone).ApplyAsync(stoppingToken);
        Faults.Reach(Faults.ConsumerCommitted);
        return result;
    }

    private async Task ParkAsync(Item item, Exception exception, CancellationToken stoppingToken)
    {
        var incoming = item.Incoming;
        logger.EventParked(Service, incoming.Type, incoming.Position.ToString(), exception.GetType().Name);
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = Min(pause * 2, LongestBackOff))
        {
            try
            {
                await store.ExecuteAsync(
                    async (work, token) =>
                    {
                        var parked = new StoredMessage(incoming, StoredMessage.Parked, null, ErrorText.Of(exception), item.Attempts + 1, incoming.ReceivedAt ?? work.Now);
                        await InboxTables.StoreAsync(work.Sql, [parked], token);
                        work.Record("operations", new AuditEntry
                        {
                            Type = AuditTypes.Parked,
                            Details = new Dictionary<string, string> { ["event"] = incoming.Position.ToString(), ["consumer"] = Service },
                        });
                    },
                    stoppingToken);
                item.Done.TrySetResult(false);
                return;
            }
            catch (Exception unavailable) when (Unavailability.Is(unavailable))
            {
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    /// <summary>Finds waiting events that nothing holds back any more; normally their predecessor's transaction has applied them.</summary>
    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        do
        {
            try
            {
                foreach (var message in await FindReleasedAsync(stoppingToken))
                    await queue.Writer.WriteAsync(new Item(message.Incoming, false), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (Unavailability.Is(exception))
            {
                logger.ConsumerWaits(Service, exception.GetType().Name);
            }
        }
        while (await NextTickAsync(timer, stoppingToken));
    }

    private Task<List<StoredMessage>> FindReleasedAsync(CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", StoredMessage.Columns.Split(", ").Select(column => $"m.{column}"));
        return store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"""
                select {columns} from inbox_messages m
                join inbox_positions p on p.service = m.waits_service and p.stream = m.waits_stream and p.sequence >= m.waits_sequence
                where m.state = 'waiting' order by m.received_at limit 500
                """,
                [],
                StoredMessage.Read,
                token),
            cancellationToken);
    }

    private static async Task<bool> NextTickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed record Item(IncomingEvent Incoming, bool IsRedriven)
    {
        public int Attempts { get; init; }

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
