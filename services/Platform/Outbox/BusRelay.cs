using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Contracts;
using Referrals.Platform.Bus;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Outbox;

/// <summary>
/// Publishes the outbox of one service: takes a batch, waits for the broker's confirms, marks what was confirmed as sent, all
/// under row locks that other instances skip; it goes when those who listen have it (<see cref="Delivery.DeliveryWatch{TDb}"/>). What was not confirmed in time may have arrived or not, so it is sent
/// again under the same id, after a pause of its own that holds up nothing else.
/// </summary>
public sealed class BusRelay<TDb>(
    Store<TDb> store,
    RelaySignal<TDb> signal,
    IEventPublisher publisher,
    TimeProvider time,
    ILogger<BusRelay<TDb>> logger) : BackgroundService
    where TDb : ServiceDbContext
{
    private const int BatchSize = 400;
    private const int EventsPerMessage = 64;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // What a quiet exchange publishes goes at once; what follows shares its transaction, its message and the consumers' commits.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var wake = signal.Next();
                await publisher.WaitUntilReadyAsync(stoppingToken);
                var relayed = await RelayBatchAsync(stoppingToken);
                if (relayed == 0)
                    await Task.WhenAny(wake, Task.Delay(Poll, time, stoppingToken));
                else if (relayed < BatchSize)
                    await Task.Delay(Linger, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (Unavailability.Is(exception))
            {
                logger.RelayWaits(store.Service, exception.GetType().Name);
                await Task.WhenAny(Task.Delay(Poll, time, stoppingToken));
            }
        }
    }

    private Task<int> RelayBatchAsync(CancellationToken stoppingToken) => store.ExecuteAsync(
        async (work, token) =>
        {
            var rows = await work.Sql.QueryAsync(
                $"""
                select {OutboxTable.Columns("o")} from outbox o
                where o.sent_at is null and (o.next_attempt_at is null or o.next_attempt_at <= @p0)
                order by o.position limit {BatchSize} for update skip locked
                """,
                [time.GetUtcNow()],
                row => OutboxTable.ReadEnvelope(row, store.Service),
                token);
            if (rows.Count == 0)
                return 0;

            Faults.Reach(Faults.RelayRead);
            var messages = rows
                .GroupBy(row => Topology.ChannelOf(store.Service, row.Envelope.Type))
                .SelectMany(channel => channel.Chunk(EventsPerMessage).Select(chunk => (Channel: channel.Key, Rows: chunk)))
                .ToList();
            var errors = await Task.WhenAll(messages.Select(message => PublishAsync(message.Channel, [.. message.Rows.Select(row => row.Envelope)])));
            Faults.Reach(Faults.RelayPublished);

            var confirmed = messages.Where((_, i) => errors[i] is null).SelectMany(message => message.Rows, (_, row) => row.Position).ToArray();
            var failed = messages.Where((_, i) => errors[i] is not null).SelectMany(message => message.Rows, (_, row) => row.Position).ToArray();
            if (confirmed.Length > 0)
                await work.Sql.ExecuteAsync("update outbox set sent_at = @p1 where position = any(@p0)", [confirmed, time.GetUtcNow()], token);
            if (failed.Length > 0)
            {
                logger.PublishFailed(failed.Length, store.Service, errors.OfType<Exception>().First().GetType().Name);
                await work.Sql.ExecuteAsync(
                    "update outbox set attempts = attempts + 1, next_attempt_at = @p1 + least(attempts, 20) * interval '250 milliseconds' where position = any(@p0)",
                    [failed, time.GetUtcNow()],
                    token);
            }

            return confirmed.Length;
        },
        stoppingToken);

    private async Task<Exception?> PublishAsync(string channel, IReadOnlyList<EventEnvelope> events)
    {
        try
        {
            // No token: abandoning a publish would leave its outcome unknown sooner, not better.
            await publisher.PublishAsync(channel, events).WaitAsync(ConfirmWithin, time, CancellationToken.None);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
