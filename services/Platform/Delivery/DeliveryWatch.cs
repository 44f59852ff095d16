using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Operations.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Bus;
using Referrals.Platform.Clients;
using Referrals.Platform.Hosting;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Delivery;

/// <summary>
/// Asks those who listen to a service which of its events they have. An event leaves the outbox when all of them have it in their own
/// stores; what the bus has lost is sent again. So the bus is no place where an event could be lost: not with its disks, and not
/// when the database goes back to an instant at which the event was on its way.
/// </summary>
internal sealed class DeliveryWatch<TDb>(
    Store<TDb> store,
    RelaySignal<TDb> signal,
    ServiceChannels channels,
    IOptions<BusOptions> options,
    TimeProvider time,
    ILogger<DeliveryWatch<TDb>> logger) : PeriodicSweep(time)
    where TDb : ServiceDbContext
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override TimeSpan Every => options.Value.AskEvery;

    /// <summary>Looks at all that was sent a while ago.</summary>
    public override async Task SweepAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(true, [Topology.Audit], cancellationToken);
        if (Topology.ListenersTo(store.Service) is { Count: > 0 } listeners)
            await SweepAsync(false, listeners, cancellationToken);
    }

    private async Task SweepAsync(bool records, IReadOnlyList<string> listeners, CancellationToken cancellationToken)
    {
        await store.ExecuteAsync((work, token) => DeliveryTable.DateAnewAsync(work.Sql, records, Time.GetUtcNow(), options.Value.LostAfter, token), cancellationToken);

        // The newest tell how far each listener has come; where all is well, they are all there is.
        var before = Time.GetUtcNow() - options.Value.AskEvery;
        var asked = listeners.Select(listener => new Listener(listener)).ToList();
        var newest = await store.ReadSqlAsync((sql, token) => DeliveryTable.ReadNewestAsync(sql, records, before, AtOnce, token), cancellationToken);
        if (newest.Count > 0)
            await SettleAsync(newest, asked, cancellationToken);
        var goesOn = newest.Count == AtOnce;
        for (SentEvent? last = null; goesOn;)
        {
            var oldest = await store.ReadSqlAsync((sql, token) => DeliveryTable.ReadOldestAsync(sql, records, before, last, AtOnce, token), cancellationToken);
            goesOn = oldest.Count > 0 && await SettleAsync(oldest, asked, cancellationToken) > 0;
            last = oldest.LastOrDefault();
        }
    }

    /// <summary>Ends what all have, sends again what is lost; how many of both.</summary>
    private async Task<int> SettleAsync(List<SentEvent> sent, List<Listener> listeners, CancellationToken cancellationToken)
    {
        var delivered = sent.ToHashSet();
        var lost = new HashSet<SentEvent>();
        var again = new HashSet<SentEvent>();
        foreach (var listener in listeners)
        {
            if (await AskAsync(listener.Name, sent, cancellationToken) is not { } has)
            {
                // Until it can be asked, all is kept for it.
                delivered.Clear();
                continue;
            }

            var lacking = sent.Where(one => !has.Contains(one)).ToList();
            listener.Arrived = DeliveryRules.Telling(listener.Arrived.Concat(has));
            delivered.IntersectWith(has);
            lost.UnionWith(DeliveryRules.Lost(lacking, listener.Arrived, options.Value.LostAfter));
            if (!listener.IsProbed && DeliveryRules.Probe(lacking, Time.GetUtcNow(), options.Value.LostAfter) is { } probe)
                listener.IsProbed = again.Add(probe);
        }

        again.UnionWith(lost);
        if (delivered.Count + again.Count > 0)
            await ChangeAsync(delivered, lost, again, cancellationToken);
        return delivered.Count + lost.Count;
    }

    private async Task ChangeAsync(HashSet<SentEvent> delivered, HashSet<SentEvent> lost, HashSet<SentEvent> again, CancellationToken cancellationToken)
    {
        var (taken, noted) = await store.ExecuteAsync(
            async (work, token) =>
            {
                await DeliveryTable.EndAsync(work.Sql, delivered, token);
                var taken = await DeliveryTable.SendAgainAsync(work.Sql, again, token);
                var noted = lost.Where(one => taken.Contains(one.Position)).ToList();
                if (noted.Count > 0)
                    work.Record("operations", Record(noted));
                return (taken.Count, noted);
            },
            cancellationToken);
        if (taken == 0)
            return;
        signal.Wake();
        PlatformTelemetry.SentAgain(store.Service, taken);
        if (noted.Count > 0)
            logger.EventsLost(noted.Count, store.Service, FirstOf(noted));
    }

    /// <summary>Which of them a listener has; null when it cannot be asked.</summary>
    private async Task<HashSet<SentEvent>?> AskAsync(string listener, List<SentEvent> sent, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var request = new GetStreamPositionsRequest { Service = listener, Streams = { sent.Select(one => one.Stream).Distinct() } };
        var client = new OperationsService.OperationsServiceClient(channels.Invoker(store.Service, listener));
        try
        {
            var answer = await client.GetStreamPositionsAsync(request, cancellationToken: asking.Token);
            var streams = answer.Positions.ToDictionary(position => position.Stream);
            return [.. sent.Where(one => streams.TryGetValue(one.Stream, out var position) && (one.Sequence <= position.Sequence || position.Held.Contains(one.Sequence)))];
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.ListenerWaits(listener, store.Service, exception is RpcException call ? call.StatusCode.ToString() : exception.GetType().Name);
            return null;
        }
    }

    private AuditEntry Record(List<SentEvent> lost) => new()
    {
        Type = AuditTypes.SentAgain,
        Details = new Dictionary<string, string> { ["events"] = lost.Count.ToString(CultureInfo.InvariantCulture), ["first"] = FirstOf(lost) },
    };

    private string FirstOf(List<SentEvent> lost)
    {
        var first = lost.MinBy(one => one.Position)!;
        return new EventPosition(store.Service, first.Stream, first.Sequence).ToString();
    }

    /// <summary>What one sweep has learnt of a listener.</summary>
    private sealed class Listener(string name)
    {
        public string Name { get; } = name;

        public IReadOnlyList<SentEvent> Arrived { get; set; } = [];

        public bool IsProbed { get; set; }
    }
}
