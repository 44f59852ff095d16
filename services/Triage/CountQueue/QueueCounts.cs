using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;
using Enum = System.Enum;

namespace Referrals.Triage;

/// <summary>What waits, by desk and priority: numbers and times, and nothing of any case.</summary>
internal static class QueueCounts
{
    /// <param name="sql">The store.</param>
    /// <param name="due">Business time, for what is overdue.</param>
    /// <param name="now">Real time, for claims.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<List<QueueCount>> ReadAsync(Sql sql, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            """
            select desk, priority, count(*),
                count(case when holder is null or lease_until <= @p1 then 1 end),
                count(case when due_at < @p0 then 1 end),
                count(case when orphaned then 1 end),
                min(case when holder is null or lease_until <= @p1 then opened_at end)
            from country_cases where queued group by desk, priority
            """,
            [due, now],
            Of,
            cancellationToken);
        return [.. rows.OrderBy(count => count.Desk, StringComparer.Ordinal).ThenBy(count => count.Priority)];
    }

    private static QueueCount Of(SqlRow row) => new()
    {
        Desk = row.Text(0),
        Priority = Enum.Parse<Priority>(row.Text(1)),
        Waiting = (int)row.Number(2),
        Unclaimed = (int)row.Number(3),
        Overdue = (int)row.Number(4),
        Orphaned = (int)row.Number(5),
        OldestUnclaimedAt = row.TimeOrNull(6)?.ToTimestamp(),
    };
}
