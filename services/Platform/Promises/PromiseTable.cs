using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Promises;

/// <summary>Which streams have records that are not known to be in the log.</summary>
internal static class PromiseTable
{
    private const string Columns = "stream, sequence, unconfirmed, unconfirmed_since, late_since";

    /// <summary>Those marked by a time, oldest first, after one that was read before.</summary>
    public static Task<List<OpenStream>> ReadAsync(Sql sql, DateTimeOffset before, OpenStream? after, int limit, CancellationToken cancellationToken) => sql.QueryAsync(
        $"""
        select {Columns} from stream_heads
        where unconfirmed_since is not null and unconfirmed_since < @p0 and (unconfirmed_since, stream) > (@p1, @p2)
        order by unconfirmed_since, stream limit {limit}
        """,
        [before, after?.Since ?? DateTimeOffset.UnixEpoch, after?.Stream ?? ""],
        row => new OpenStream(row.Text(0), row.Number(1), row.Number(2), row.Time(3), row.TimeOrNull(4)),
        cancellationToken);

    /// <summary>Takes the mark off those that have no record since they were read.</summary>
    public static Task KeepAsync(Sql sql, IReadOnlyList<OpenStream> streams, CancellationToken cancellationToken) =>
        ChangeAsync(sql, streams, "unconfirmed = null, unconfirmed_since = null, late_since = null", "sequence", stream => stream.Sequence, [], cancellationToken);

    /// <summary>Marks what has come since.</summary>
    public static Task GoOnAsync(Sql sql, IReadOnlyList<OpenStream> streams, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(sql, streams, "unconfirmed = stream_heads.sequence, unconfirmed_since = @p0, late_since = null", "unconfirmed", stream => stream.Unconfirmed, [now], cancellationToken);

    /// <summary>Notes those that are late; gives those that are as they were read.</summary>
    public static async Task<List<OpenStream>> NoteLateAsync(Sql sql, IReadOnlyList<OpenStream> streams, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var noted = await ChangeAsync(sql, streams, "late_since = coalesce(stream_heads.late_since, @p0)", "unconfirmed", stream => stream.Unconfirmed, [now], cancellationToken);
        return [.. streams.Where(stream => noted.Contains(stream.Stream))];
    }

    /// <summary>Changes those that are as they were read and that no transaction holds just now: it would wait for us in its own order.</summary>
    private static async Task<HashSet<string>> ChangeAsync(
        Sql sql, IReadOnlyList<OpenStream> streams, string change, string column, Func<OpenStream, long> value, object?[] first, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>();
        foreach (var chunk in streams.Chunk(sql.RowsPerStatement))
        {
            var rows = await sql.QueryAsync(
                $"""
                with chosen as (
                    select stream from stream_heads
                    where channel = '{PendingMessage.AuditChannel}' and (stream, {column}) in (values {Sql.Rows(chunk.Length, 2, first.Length)}) {(sql.IsPostgres ? "for update skip locked" : "")}
                )
                update stream_heads set {change} from chosen
                where stream_heads.channel = '{PendingMessage.AuditChannel}' and stream_heads.stream = chosen.stream
                returning stream_heads.stream
                """,
                [.. first, .. chunk.SelectMany(stream => new object?[] { stream.Stream, value(stream) })],
                row => row.Text(0),
                cancellationToken);
            changed.UnionWith(rows);
        }

        return changed;
    }
}
