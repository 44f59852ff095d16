using System.Security.Cryptography;
using System.Text;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Audit.AppendRecord;

/// <summary>The only door into the log: gives indexes, links each leaf to its stream's previous one, writes.</summary>
internal static class LogAppender
{
    // A round trip costs more than a long statement. SQLite has no round trips, but finds each parameter by looking through all.
    private const int RowsPerStatement = 64;
    private const int RowsPerStatementOnSqlite = 8;
    private const int ColumnCount = 22;

    /// <summary>Every column of a leaf.</summary>
    public const string Columns =
        "leaf_index, body, body_sha256, leaf_hash, previous_index, type, time, service, stream, sequence, actor, role, agency, team, "
        + "case_id, country_case, referral_id, hand_off_id, from_holder, to_holder, rule_id, policy_version";

    /// <summary>Appends records in the order given. Indexes are contiguous: the head stays locked until the commit.</summary>
    public static async Task AppendAsync(Work<AuditDbContext> work, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return;
        var size = await work.Sql.ScalarAsync<long>("update log_head set size = size + @p0 where id = 1 returning size", [(long)entries.Count], cancellationToken);
        var next = size - entries.Count;
        var last = await LastOfStreamsAsync(work.Sql, entries, cancellationToken);
        foreach (var chunk in entries.Chunk(work.Sql.IsPostgres ? RowsPerStatement : RowsPerStatementOnSqlite))
        {
            var values = new List<object?>(chunk.Length * ColumnCount);
            foreach (var entry in chunk)
            {
                var stream = (entry.Position.Service, entry.Position.Stream);
                values.AddRange(Row(entry, next, last.GetValueOrDefault(stream, Leaf.None)));
                last[stream] = next++;
            }

            await work.Sql.ExecuteAsync($"insert into log_leaves ({Columns}) values {Sql.Rows(chunk.Length, ColumnCount)}", [.. values], cancellationToken);
        }

        Faults.Reach(Faults.LogAppended);
        AuditMetrics.Appended(entries.Count);
    }

    /// <summary>The last leaf of each stream that goes on from an earlier transaction.</summary>
    private static async Task<Dictionary<(string Service, string Stream), long>> LastOfStreamsAsync(
        Sql sql, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(string, string), long>();
        var before = entries
            .GroupBy(entry => (entry.Position.Service, entry.Position.Stream), (_, group) => group.First().Position)
            .Where(first => first.Sequence > 1);
        foreach (var chunk in before.Chunk(RowsPerStatement))
        {
            var rows = await sql.QueryAsync(
                $"select service, stream, leaf_index from log_leaves where (service, stream, sequence) in (values {Sql.Rows(chunk.Length, 3)})",
                [.. chunk.SelectMany(first => new object?[] { first.Service, first.Stream, first.Sequence - 1 })],
                row => (Key: (row.Text(0), row.Text(1)), Index: row.Number(2)),
                cancellationToken);
            foreach (var (key, index) in rows)
                last[key] = index;
        }

        return last;
    }

    private static object?[] Row(LogEntry entry, long index, long previous) =>
    [
        index, entry.Body, SHA256.HashData(Encoding.UTF8.GetBytes(entry.Body)), Leaf.Hash(Leaf.Json(entry.Body, previous)), previous,
        entry.Type, entry.Time, entry.Position.Service, entry.Position.Stream, entry.Position.Sequence, entry.Actor, entry.Role, entry.Agency, entry.Team,
        entry.Case, entry.CountryCase, entry.Referral, entry.HandOff, entry.From, entry.To, entry.Rule, entry.PolicyVersion,
    ];
}
