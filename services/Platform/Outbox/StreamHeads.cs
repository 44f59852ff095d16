using Referrals.Platform.Storage;

namespace Referrals.Platform.Outbox;

/// <summary>
/// How far the streams of one transaction have come. A head is locked until the commit by whoever reads or advances it, so that sequences have no
/// gaps; of a stream that begins nobody is asked. A stream that gets a record is marked until the log is known to have it.
/// </summary>
internal sealed class StreamHeads
{
    private const string Table = "stream_heads (channel, stream, sequence, unconfirmed, unconfirmed_since)";
    private const string Advancing =
        """
        on conflict (channel, stream) do update set
            sequence = stream_heads.sequence + excluded.sequence,
            unconfirmed = coalesce(stream_heads.unconfirmed, stream_heads.sequence + excluded.unconfirmed),
            unconfirmed_since = coalesce(stream_heads.unconfirmed_since, excluded.unconfirmed_since)
        """;

    private static readonly string[] Channels = [PendingMessage.AuditChannel, PendingMessage.EventChannel];

    private readonly HashSet<string> begun = [];
    private readonly Dictionary<(string Channel, string Stream), long> locked = [];

    /// <summary>Says that the transaction begins a stream; it fails should the stream be there.</summary>
    public void Begin(string stream) => begun.Add(stream);

    /// <summary>Locks and reads heads with the next statement, in the order in which they are advanced. SQLite has one writer and no round trips.</summary>
    public void LockLater(Sql sql, IReadOnlyCollection<string> streams)
    {
        if (!sql.IsPostgres || streams.Count == 0)
            return;
        sql.Later(
            """
            select channel, stream, sequence from stream_heads where channel = any(@p0) and stream = any(@p1)
            order by channel collate "C", stream collate "C" for update
            """,
            [Channels, streams.ToArray()],
            row => (Key: (row.Text(0), row.Text(1)), Sequence: row.Number(2)),
            rows => rows.ForEach(row => locked[row.Key] = row.Sequence));
    }

    /// <summary>Takes the next sequences of each stream for its messages: the first that each stream gets.</summary>
    public async Task<Dictionary<(string Channel, string Stream), long>> AdvanceAsync(
        Sql sql, IReadOnlyList<PendingMessage> messages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counts = messages
            .GroupBy(message => (message.Channel, message.Stream))
            .Select(group => (group.Key.Channel, group.Key.Stream, Count: (long)group.Count()))
            .OrderBy(row => row.Channel, StringComparer.Ordinal).ThenBy(row => row.Stream, StringComparer.Ordinal)
            .ToList();
        var beginning = counts.Where(row => begun.Contains(row.Stream)).ToList();
        var known = counts.Where(row => locked.ContainsKey((row.Channel, row.Stream))).ToList();
        sql.InsertLater(Table, Columns(beginning, now), "");
        sql.InsertLater(Table, Columns(known, now), Advancing);
        var asked = await sql.InsertAsync(
            Table,
            Columns([.. counts.Except(beginning).Except(known)], now),
            $"{Advancing} returning channel, stream, sequence",
            row => (Key: (row.Text(0), row.Text(1)), Last: row.Number(2)),
            cancellationToken);
        var last = asked.ToDictionary(head => head.Key, head => head.Last);
        return counts.ToDictionary(
            row => (row.Channel, row.Stream),
            row => 1 + (last.TryGetValue((row.Channel, row.Stream), out var advanced) ? advanced - row.Count : locked.GetValueOrDefault((row.Channel, row.Stream))));
    }

    private static Array[] Columns(List<(string Channel, string Stream, long Count)> rows, DateTimeOffset now) =>
    [
        rows.Select(row => row.Channel).ToArray(), rows.Select(row => row.Stream).ToArray(), rows.Select(row => row.Count).ToArray(),
        rows.Select(row => row.Channel == PendingMessage.AuditChannel ? row.Count : (long?)null).ToArray(),
        rows.Select(row => row.Channel == PendingMessage.AuditChannel ? now : (DateTimeOffset?)null).ToArray(),
    ];
}
