using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>The statements of the inbox, alike on both stores.</summary>
internal static class InboxTables
{
    /// <summary>
    /// Reads the positions of streams and locks them until the commit, in one order for all, with the next statement. Whoever is about
    /// to store an event as waiting for a stream and whoever advances that stream meet here, so neither misses the other.
    /// </summary>
    public static void LockPositions(Sql sql, IEnumerable<(string Service, string Stream)> streams, InboxPositions positions)
    {
        var sorted = streams.Distinct().OrderBy(key => key.Service, StringComparer.Ordinal).ThenBy(key => key.Stream, StringComparer.Ordinal).ToList();
        if (sorted.Count == 0)
            return;
        sql.InsertLater(
            "inbox_positions (service, stream, sequence)",
            [sorted.Select(key => key.Service).ToArray(), sorted.Select(key => key.Stream).ToArray(), new long[sorted.Count]],
            "on conflict (service, stream) do update set sequence = inbox_positions.sequence returning service, stream, sequence",
            row => (Key: (row.Text(0), row.Text(1)), Sequence: row.Number(2)),
            rows => rows.ForEach(row => positions[row.Key] = row.Sequence));
        sql.Later("select 1 from inbox_messages limit 1", [], row => row.Number(0), rows => positions.AnyStored = rows.Count > 0);
    }

    /// <summary>With the next statement of the transaction.</summary>
    public static void SavePositions(Sql sql, IReadOnlyList<((string Service, string Stream) Key, long Sequence)> positions) =>
        sql.InsertLater(
            "inbox_positions (service, stream, sequence)",
            [positions.Select(row => row.Key.Service).ToArray(), positions.Select(row => row.Key.Stream).ToArray(), positions.Select(row => row.Sequence).ToArray()],
            "on conflict (service, stream) do update set sequence = excluded.sequence");

    /// <summary>Events kept earlier that belong to these streams or wait for them.</summary>
    public static async Task<List<StoredMessage>> LoadStoredAsync(Sql sql, IReadOnlyList<(string Service, string Stream)> streams, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<Guid, StoredMessage>();
        foreach (var chunk in streams.Chunk(sql.RowsPerStatement))
        {
            var keys = Sql.Rows(chunk.Length, 2);
            var rows = await sql.QueryAsync(
                $"""
                select {StoredMessage.Columns} from inbox_messages
                where (service, stream) in (values {keys}) or (waits_service, waits_stream) in (values {keys})
                """,
                [.. chunk.SelectMany(key => new object?[] { key.Service, key.Stream })],
                StoredMessage.Read,
                cancellationToken);
            foreach (var row in rows)
                stored[row.Incoming.Id] = row;
        }

        return [.. stored.Values];
    }

    /// <summary>What this service has of a publisher's streams, applied or kept.</summary>
    public static async Task<IReadOnlyList<HeardStream>> ReadHeardAsync(Sql sql, string publisher, IReadOnlyCollection<string> streams, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, long>();
        var held = new List<(string Stream, long Sequence)>();
        foreach (var chunk in streams.Chunk(sql.RowsPerStatement))
        {
            // What is applied meanwhile is found at one of its two places.
            object?[] arguments = [publisher, .. chunk];
            var list = Sql.List(chunk.Length, first: 1);
            held.AddRange(await sql.QueryAsync(
                $"select stream, sequence from inbox_messages where service = @p0 and stream in ({list})", arguments, row => (row.Text(0), row.Number(1)), cancellationToken));
            var positions = await sql.QueryAsync(
                $"select stream, sequence from inbox_positions where service = @p0 and stream in ({list})", arguments, row => (Stream: row.Text(0), Sequence: row.Number(1)), cancellationToken);
            positions.ForEach(position => applied[position.Stream] = position.Sequence);
        }

        var kept = held.ToLookup(row => row.Stream, row => row.Sequence);
        return [.. streams.Select(stream => new HeardStream(stream, applied.GetValueOrDefault(stream), [.. kept[stream].Order()]))];
    }

    public static async Task StoreAsync(Sql sql, IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var chunk in messages.Chunk(sql.RowsPerStatement))
        {
            await sql.ExecuteAsync(
                $"""
                insert into inbox_messages ({StoredMessage.Columns}) values {Sql.Rows(chunk.Length, 17)}
                on conflict (id) do update set state = excluded.state, waits_service = excluded.waits_service, waits_stream = excluded.waits_stream,
                    waits_sequence = excluded.waits_sequence, error = excluded.error, attempts = excluded.attempts
                """,
                [.. chunk.SelectMany(message => message.Values())],
                cancellationToken);
        }
    }

    public static async Task RemoveAsync(Sql sql, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var chunk in ids.Chunk(sql.RowsPerStatement))
            await sql.ExecuteAsync($"delete from inbox_messages where id in ({Sql.List(chunk.Length)})", [.. chunk.Select(id => (object?)id)], cancellationToken);
    }
}
