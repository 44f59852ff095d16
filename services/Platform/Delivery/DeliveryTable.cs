using Referrals.Contracts;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Delivery;

/// <summary>The part of an outbox on PostgreSQL that the bus has confirmed.</summary>
internal static class DeliveryTable
{
    /// <summary>Records, or events, that were sent by a time: the newest, in the order in which they were sent.</summary>
    public static async Task<List<SentEvent>> ReadNewestAsync(Sql sql, bool records, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var newest = await ReadAsync(sql, records, $"order by sent_at desc, position desc limit {limit}", [before], cancellationToken);
        newest.Reverse();
        return newest;
    }

    /// <summary>The oldest of them, after one that was read before.</summary>
    public static Task<List<SentEvent>> ReadOldestAsync(Sql sql, bool records, DateTimeOffset before, SentEvent? after, int limit, CancellationToken cancellationToken) => ReadAsync(
        sql,
        records,
        $"and (sent_at, position) > (@p1, @p2) order by sent_at, position limit {limit}",
        [before, after?.SentAt ?? DateTimeOffset.UnixEpoch, after?.Position ?? 0],
        cancellationToken);

    /// <summary>Ends the keeping of what all listeners have.</summary>
    public static Task<int> EndAsync(Sql sql, IReadOnlyCollection<SentEvent> delivered, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("delete from outbox where position = any(@p0)", [Positions(delivered)], cancellationToken);

    /// <summary>Gives those to the relay again that nobody has given to it since they were read; the positions of these.</summary>
    public static async Task<IReadOnlySet<long>> SendAgainAsync(Sql sql, IReadOnlyCollection<SentEvent> missing, CancellationToken cancellationToken) => (await sql.QueryAsync(
        """
        update outbox set sent_at = null, sent_again = outbox.sent_again + 1 from unnest(@p0, @p1) as seen (position, sent_again)
        where outbox.position = seen.position and outbox.sent_again = seen.sent_again and outbox.sent_at is not null returning outbox.position
        """,
        [missing.Select(sent => sent.Position).ToArray(), missing.Select(sent => sent.SentAgain).ToArray()],
        row => row.Number(0),
        cancellationToken)).ToHashSet();

    /// <summary>Dates anew what was marked while a clock was ahead: until that time nobody would ask for it.</summary>
    public static Task<int> DateAnewAsync(Sql sql, bool records, DateTimeOffset now, TimeSpan ahead, CancellationToken cancellationToken) =>
        sql.ExecuteAsync($"update outbox set sent_at = @p0 where {Of(records)} and sent_at > @p1", [now, now + ahead], cancellationToken);

    /// <summary>What is read of records, or of events.</summary>
    internal static string Select(bool records) => $"select position, stream, sequence, sent_at, sent_again from outbox where {Of(records)} and sent_at <= @p0";

    private static Task<List<SentEvent>> ReadAsync(Sql sql, bool records, string which, object?[] arguments, CancellationToken cancellationToken) => sql.QueryAsync(
        $"{Select(records)} {which}", arguments, row => new SentEvent(row.Number(0), row.Text(1), row.Number(2), row.Time(3), (int)row.Number(4)), cancellationToken);

    // As the indexes have it: many of the one may be kept where few are of the other.
    private static string Of(bool records) => $"sent_at is not null and type {(records ? "=" : "<>")} '{typeof(AuditRecord).FullName}'";

    private static long[] Positions(IReadOnlyCollection<SentEvent> events) => [.. events.Select(sent => sent.Position).Order()];
}
