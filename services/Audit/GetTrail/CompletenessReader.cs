using Referrals.Audit.ReadLog;
using Referrals.Audit.V1;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetTrail;

/// <summary>Computes, stream by stream, whether the records behind a trail are all in the log; nothing is taken on trust.</summary>
internal sealed class CompletenessReader(Store<AuditDbContext> store)
{
    public Task<IReadOnlyList<StreamCompleteness>> ReadAsync(LogFilter trail, CancellationToken cancellationToken) => store.ReadSqlAsync<IReadOnlyList<StreamCompleteness>>(
        async (sql, token) =>
        {
            var streams = new List<StreamCompleteness>();
            foreach (var state in await StatesAsync(sql, trail, token))
                streams.Add(state.ToCompleteness(state.MissingCount == 0 ? [] : await PresentAsync(sql, state, token)));
            return streams;
        },
        cancellationToken);

    private static Task<List<StreamState>> StatesAsync(Sql sql, LogFilter trail, CancellationToken cancellationToken) => sql.QueryAsync(
        $"""
        select l.service, l.stream, min(l.sequence), max(l.sequence), count(*),
               coalesce((select max(m.sequence) from inbox_messages m where m.service = l.service and m.stream = l.stream), 0)
        from log_leaves l
        where (l.service, l.stream) in (select service, stream from log_leaves where {trail.Where})
        group by l.service, l.stream order by min(l.leaf_index)
        """,
        trail.Arguments,
        row => new StreamState(row.Text(0), row.Text(1), row.Number(2), row.Number(3), row.Number(4), Math.Max(row.Number(3), row.Number(5))),
        cancellationToken);

    private static Task<List<long>> PresentAsync(Sql sql, StreamState state, CancellationToken cancellationToken) => sql.QueryAsync(
        "select sequence from log_leaves where service = @p0 and stream = @p1 order by sequence", [state.Service, state.Stream], row => row.Number(0), cancellationToken);
}
