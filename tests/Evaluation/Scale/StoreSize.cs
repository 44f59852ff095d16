using Referrals.Matching.Storage;
using Referrals.Testing;

namespace Referrals.Evaluation.Scale;

/// <summary>What Matching's tables with their indexes take on the disk.</summary>
internal sealed class StoreSize(ServiceUnderTest<MatchingDbContext> matching)
{
    private static readonly string[] Tables = ["cases", "referrals", "suggestions", "features", "terms"];

    /// <summary>Bytes by table; on SQLite those of the whole file.</summary>
    public Task<Dictionary<string, long>> BytesAsync(CancellationToken cancellationToken) => matching.Store.ReadSqlAsync(
        async (sql, token) =>
        {
            if (!sql.IsPostgres)
                return new Dictionary<string, long> { ["file"] = await sql.ScalarAsync<long>("select page_count * page_size from pragma_page_count(), pragma_page_size()", [], token) };
            var rows = await sql.QueryAmongAsync(
                "select relname::text, pg_total_relation_size(oid) from pg_class where relkind = 'r' and pg_table_is_visible(oid) and relname::text",
                Tables,
                row => (Table: row.Text(0), Bytes: row.Number(1)),
                token);
            return rows.ToDictionary(row => row.Table, row => row.Bytes);
        },
        cancellationToken);

    /// <summary>After a load: the statistics that the planner needs, and the journal written back.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await matching.Store.ReadSqlAsync((sql, token) => sql.ExecuteAsync("analyze", [], token), cancellationToken);
        await matching.Store.ScrubAsync(cancellationToken);
    }
}
