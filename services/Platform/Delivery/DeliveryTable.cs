using Referrals.Contracts;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Delivery;

/// <summary>The part of an outbox on PostgreSQL that the bus has confirmed.</summary>
internal static class DeliveryTable
{
    /// <summary>Records, or events, that were sent by a time: the newest, in the order in which they were sent.</summary>
    public static async Task<List<SentEvent>> ReadNewestAsync(Sql sql, bool records, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var newest = await ReadAsync(sql, $"order by sent_at desc, position desc limit {limit}", [records, before], cancellationToken);
        newest.Reverse();
        return newest;
    }

    /// <summary>The oldest of them, after one that was read before.</summary>
    public static Task<List<SentEvent>> ReadOldestAsync(Sql sql, bool records, DateTimeOffset before, SentEvent? after, int limit, CancellationToken cancellationToken) => ReadAsync(
        sql,
        $"and (sent_at, position) > (@p2, @p3) order by sent_at, position limit {limit}",
        [records, before, after?.SentAt ?? DateTimeOffset.UnixEpoch, after?.Position ?? 0],
        cancellationToken);

    /// <summary>Ends the keeping of what all listeners have.</summary>
    public static Task<int> EndAsync(Sql sql, IReadOnlyCollection<SentEvent> delivered, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("delete from outbox where position = any(@p0)", [Positions(delivered)], cancellationToken);

    /// <summary>Gives them to the relay again.</summary>
    public static Task<int> SendAgainAsync(Sql sql, IReadOnlyCollection<SentEvent> missing, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("update outbox set sent_at = null, sent_again = sent_again + 1 where position = any(@p0) and sent_at is not null", [Positions(missing)], cancellationToken);

    private static Task<List<SentEvent>> ReadAsync(Sql sql, string which, object?[] arguments, CancellationToken cancellationToken) => sql.QueryAsync(
        $"""
        select position, stream, sequence, sent_at, sent_again from outbox
        where sent_at is not null and (type = '{typeof(AuditRecord).FullName}') = @p0 and sent_at <= @p1
        {which}
        """,
        arguments,
        row => new SentEvent(row.Number(0), row.Text(1), row.Number(2), row.Time(3), (int)row.Number(4)),
        cancellationToken);

    private static long[] Positions(IReadOnlyCollection<SentEvent> events) => [.. events.Select(sent => sent.Position).Order()];
}
