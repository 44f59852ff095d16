using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>One watch of the queue: what it has told, so that it knows what is new to its listener and what is gone.</summary>
internal sealed class QueueWatch(QueueChanges from)
{
    public static readonly TimeSpan SilentAtMost = TimeSpan.FromSeconds(15);

    private const int AtOnce = 500;
    private readonly HashSet<string> told = [];
    private QueueChanges position = from;

    /// <summary>What has changed since the last call; empty if nothing has.</summary>
    public async Task<List<WatchQueueResponse>> NextAsync(TriageDbContext db, QueueQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = await QueueChanges.NextAsync(db, cancellationToken);
        var rows = await position.ReadAsync(db, query.Desks, end, AtOnce, cancellationToken);
        var matching = rows.Count == 0 ? [] : await query.MatchingAsync(db, [.. rows.Select(row => row.Name)], cancellationToken);
        var messages = new List<WatchQueueResponse>();
        foreach (var row in rows)
        {
            position = new QueueChanges(row.ChangeNumber, row.Name);
            if (Tell(row, matching.Contains(row.Name), now) is not { } message)
                continue;
            message.WatchToken = position.ToToken();
            messages.Add(message);
        }

        if (rows.Count < AtOnce)
            position = end;
        return messages;
    }

    public WatchQueueResponse Alive() => new() { Alive = true, WatchToken = position.ToToken() };

    private WatchQueueResponse? Tell(CountryCaseRow row, bool matches, DateTimeOffset now)
    {
        if (!matches)
        {
            // A listener that went on from a page may have it from there; one that never heard of it need not.
            return told.Remove(row.Name) || row.DecisionCount > 1 ? new WatchQueueResponse { Removed = row.Name } : null;
        }

        var isNew = told.Add(row.Name) && row.LastChange is DecisionKind.Opened or DecisionKind.Reopened or DecisionKind.Orphaned;
        return isNew ? new WatchQueueResponse { Added = CaseMessages.Of(row, now) } : new WatchQueueResponse { Changed = CaseMessages.Of(row, now) };
    }
}
