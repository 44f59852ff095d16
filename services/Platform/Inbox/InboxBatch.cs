using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Inbox;

/// <summary>
/// Applies a batch of events in one transaction: each event once, each stream in order. What is early is stored as
/// waiting; what an applied event was awaited by is applied after it. Nothing is decided before the positions are locked.
/// </summary>
internal sealed class InboxBatch<TDb>(
    Store<TDb> store,
    ConsumerRegistry<TDb> consumers,
    IServiceProvider scope,
    IReadOnlyList<IncomingEvent> incoming,
    bool redriving)
    where TDb : ServiceDbContext
{
    private readonly bool isAudit = store.Service == Topology.Audit;
    private readonly HashSet<string> sources = [.. Topology.SourcesOf(store.Service)];
    private readonly HashSet<Guid> prepared = [];

    // One transaction's view; made anew when the transaction is tried again.
    private Dictionary<(string Service, string Stream), long> positions = [];
    private readonly HashSet<(string Service, string Stream)> advanced = [];
    private readonly Dictionary<Type, ConsumerRegistry<TDb>.Entry> completing = [];

    /// <summary>Applies and commits; the result lists events that may be applied now but first need preparing.</summary>
    public async Task<InboxBatchResult> ApplyAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await store.ExecuteAsync(ApplyInTransactionAsync, cancellationToken);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var group in incoming.GroupBy(e => e.Type))
        {
            foreach (var entry in consumers.For(group.Key))
            {
                if (entry.Prepare is not null)
                    await entry.Prepare(scope, [.. group.Select(e => e.Body)], cancellationToken);
            }

            prepared.UnionWith(group.Select(e => e.Id));
        }
    }

    private async Task<InboxBatchResult> ApplyInTransactionAsync(Work<TDb> work, CancellationToken cancellationToken)
    {
        advanced.Clear();
        completing.Clear();
        foreach (var enter in incoming.Select(e => e.Type).Distinct().SelectMany(consumers.For).Select(entry => entry.Enter).OfType<Func<IServiceProvider, Work<TDb>, CancellationToken, Task>>())
            await enter(scope, work, cancellationToken);

        var touched = incoming.SelectMany(StreamsOf).Distinct().ToList();
        positions = await InboxTables.LockPositionsAsync(work.Sql, touched, cancellationToken);
        var stored = await InboxTables.LoadStoredAsync(work.Sql, touched, cancellationToken);
        foreach (var (key, sequence) in await InboxTables.LockPositionsAsync(work.Sql, stored.SelectMany(m => StreamsOf(m.Incoming)).Except(touched), cancellationToken))
            positions[key] = sequence;

        var parked = stored.Where(m => m.State == StoredMessage.Parked).Select(m => m.Incoming.Id).ToHashSet();
        var waiting = stored.Where(m => m.State == StoredMessage.Waiting).ToDictionary(m => m.Incoming.Id);
        var candidates = new List<IncomingEvent>(incoming.Where(e => redriving || !parked.Contains(e.Id)).DistinctBy(e => e.Id));
        candidates.AddRange(waiting.Values.Select(m => m.Incoming).Where(e => candidates.TrueForAll(c => c.Id != e.Id)));

        var result = new InboxBatchResult();
        var finished = new List<Guid>();
        for (var progress = true; progress;)
        {
            progress = false;
            for (var i = 0; i < candidates.Count; i++)
            {
                var candidate = candidates[i];
                if (IsDuplicate(candidate))
                    result.Duplicates++;
                else if (MissingBefore(candidate) is not null)
                    continue;
                else if (NeedsPreparing(candidate))
                {
                    result.ToPrepare.Add(candidate);
                    candidates.RemoveAt(i--);
                    continue;
                }
                else
                {
                    await ConsumeAsync(work, candidate, cancellationToken);
                    result.Applied++;
                    progress = true;
                }

                finished.Add(candidate.Id);
                candidates.RemoveAt(i--);
            }
        }

        foreach (var entry in completing.Values)
            await entry.Complete!(scope, work, cancellationToken);
        await StoreEarlyAsync(work, candidates, waiting, cancellationToken);
        await InboxTables.RemoveAsync(work.Sql, [.. finished.Where(id => waiting.ContainsKey(id) || parked.Contains(id))], cancellationToken);
        await InboxTables.SavePositionsAsync(work.Sql, [.. advanced.Select(key => (key, positions[key]))], cancellationToken);
        result.Waiting = candidates.Count;
        return result;
    }

    private async Task ConsumeAsync(Work<TDb> work, IncomingEvent candidate, CancellationToken cancellationToken)
    {
        using var activity = PlatformTelemetry.StartConsume(store.Service, candidate);
        work.Causes = new Causes(isAudit ? null : candidate.Position, candidate.AuditCause);
        foreach (var entry in consumers.For(candidate.Type))
        {
            await entry.Consume(scope, candidate.Body, new EventContext<TDb>(work, candidate), cancellationToken);
            if (consumers.SavesAfterEach && work.Db.ChangeTracker.HasChanges())
                await work.Db.SaveChangesAsync(cancellationToken);
            if (entry.Complete is not null)
                completing[entry.ConsumerType] = entry;
        }

        work.Causes = Causes.None;
        var key = KeyOf(candidate.Position);
        positions[key] = candidate.Position.Sequence;
        advanced.Add(key);
    }

    private async Task StoreEarlyAsync(Work<TDb> work, List<IncomingEvent> early, Dictionary<Guid, StoredMessage> waiting, CancellationToken cancellationToken)
    {
        var changed = new List<StoredMessage>();
        foreach (var candidate in early)
        {
            var missing = MissingBefore(candidate);
            if (waiting.TryGetValue(candidate.Id, out var known) && known.WaitsFor == missing)
                continue;
            changed.Add(new StoredMessage(candidate, StoredMessage.Waiting, missing, null, 0, candidate.ReceivedAt ?? work.Now));
        }

        await InboxTables.StoreAsync(work.Sql, changed, cancellationToken);
    }

    private bool IsDuplicate(IncomingEvent e) => e.Position.Sequence <= positions[KeyOf(e.Position)];

    /// <summary>What must be applied before this event, if it is not yet: its predecessor, or its cause where we hear of it.</summary>
    private EventPosition? MissingBefore(IncomingEvent e)
    {
        var before = e.Position.Sequence - 1;
        if (positions[KeyOf(e.Position)] < before)
            return e.Position with { Sequence = before };
        return CauseOf(e) is { } cause && positions[KeyOf(cause)] < cause.Sequence ? cause : null;
    }

    private EventPosition? CauseOf(IncomingEvent e)
    {
        if (isAudit)
            return e.AuditCause;
        return e.Cause is { } cause && sources.Contains(cause.Service) ? cause : null;
    }

    private bool NeedsPreparing(IncomingEvent e) => !prepared.Contains(e.Id) && consumers.For(e.Type).Any(entry => entry.Prepare is not null);

    private IEnumerable<(string Service, string Stream)> StreamsOf(IncomingEvent e)
    {
        yield return KeyOf(e.Position);
        if (CauseOf(e) is { } cause)
            yield return KeyOf(cause);
    }

    private static (string Service, string Stream) KeyOf(EventPosition position) => (position.Service, position.Stream);
}
