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
    bool redriving,
    bool alone)
    where TDb : ServiceDbContext
{
    private readonly bool isAudit = store.Service == Topology.Audit;
    private readonly HashSet<string> sources = [.. Topology.SourcesOf(store.Service)];
    private readonly HashSet<Guid> prepared = [];

    // One transaction's view; made anew when the transaction is tried again.
    private InboxPositions positions = [];
    private readonly HashSet<(string Service, string Stream)> advanced = [];
    private readonly Dictionary<Type, ConsumerRegistry<TDb>.Entry> completing = [];

    /// <summary>Applies and commits; the result lists events that may be applied now, each in a batch of its own.</summary>
    public async Task<InboxBatchResult> ApplyAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var result = await store.ExecuteAsync(ApplyInTransactionAsync, cancellationToken);
        PlatformTelemetry.Consumed(store.Service, result, Stopwatch.GetElapsedTime(began));
        return result;
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
        positions = [];
        var touched = incoming.SelectMany(StreamsOf).Distinct().ToList();
        InboxTables.LockPositions(work.Sql, touched, positions);
        foreach (var enter in incoming.Select(e => e.Type).Distinct().SelectMany(consumers.For).Select(entry => entry.Enter).OfType<Func<IServiceProvider, Work<TDb>, CancellationToken, Task>>())
            await enter(scope, work, cancellationToken);

        await work.Sql.FlushAsync(cancellationToken);
        var result = new InboxBatchResult();
        var candidates = incoming.DistinctBy(e => e.Id).ToList();
        var stored = new Dictionary<Guid, StoredMessage>();
        var finished = new List<Guid>();

        // What was waiting may be what yet another waits for, in a stream that the batch did not touch: look there too.
        var seen = new HashSet<(string Service, string Stream)>();
        for (var reached = touched; reached.Count > 0; reached = [.. advanced.Where(key => !seen.Contains(key))])
        {
            seen.UnionWith(reached);
            if (positions.AnyStored)
                await AddStoredAsync(work, reached, stored, candidates, cancellationToken);
            await ApplyReadyAsync(work, candidates, finished, result, cancellationToken);
        }

        foreach (var entry in completing.Values)
            await entry.Complete!(scope, work, cancellationToken);
        await StoreEarlyAsync(work, candidates, stored, cancellationToken);
        await InboxTables.RemoveAsync(work.Sql, [.. finished.Where(stored.ContainsKey)], cancellationToken);
        InboxTables.SavePositions(work.Sql, [.. advanced.Select(key => (key, positions[key]))]);
        result.Waiting = candidates.Count;
        return result;
    }

    /// <summary>Adds to the candidates what is kept for these streams, and takes out what is parked unless it is being redriven.</summary>
    private async Task AddStoredAsync(
        Work<TDb> work,
        IReadOnlyList<(string Service, string Stream)> streams,
        Dictionary<Guid, StoredMessage> stored,
        List<IncomingEvent> candidates,
        CancellationToken cancellationToken)
    {
        var known = candidates.Select(candidate => candidate.Id).ToHashSet();
        foreach (var message in await InboxTables.LoadStoredAsync(work.Sql, streams, cancellationToken))
        {
            if (stored.TryAdd(message.Incoming.Id, message) && message.State == StoredMessage.Waiting && known.Add(message.Incoming.Id))
                candidates.Add(message.Incoming);
        }

        if (!redriving)
            candidates.RemoveAll(candidate => stored.TryGetValue(candidate.Id, out var message) && message.State == StoredMessage.Parked);
        InboxTables.LockPositions(work.Sql, candidates.SelectMany(StreamsOf).Where(key => !positions.ContainsKey(key)), positions);
        await work.Sql.FlushAsync(cancellationToken);
    }

    /// <summary>Applies candidates until none is left that nothing holds back.</summary>
    private async Task ApplyReadyAsync(
        Work<TDb> work, List<IncomingEvent> candidates, List<Guid> finished, InboxBatchResult result, CancellationToken cancellationToken)
    {
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
                else if (GoesByItself(candidate))
                {
                    result.Released.Add(candidate);
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

    private async Task StoreEarlyAsync(Work<TDb> work, List<IncomingEvent> early, Dictionary<Guid, StoredMessage> stored, CancellationToken cancellationToken)
    {
        var changed = new List<StoredMessage>();
        foreach (var candidate in early)
        {
            var missing = MissingBefore(candidate);
            if (stored.TryGetValue(candidate.Id, out var known) && known.State == StoredMessage.Waiting && known.WaitsFor == missing)
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

    /// <summary>What was kept may be applied with what it waited for, unless its consumer must first prepare, or it shall not fail together with that.</summary>
    private bool GoesByItself(IncomingEvent e) => !prepared.Contains(e.Id) && (alone || consumers.For(e.Type).Any(entry => entry.Prepare is not null));

    private IEnumerable<(string Service, string Stream)> StreamsOf(IncomingEvent e)
    {
        yield return KeyOf(e.Position);
        if (CauseOf(e) is { } cause)
            yield return KeyOf(cause);
    }

    private static (string Service, string Stream) KeyOf(EventPosition position) => (position.Service, position.Stream);
}
