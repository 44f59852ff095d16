using System.Security.Cryptography;
using System.Text;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Audit.AppendRecord;

/// <summary>The only door into the log: gives indexes, links each leaf to its stream's previous one, writes.</summary>
internal static class LogAppender
{
    private const int StreamsPerStatement = 64;

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
        var leaves = new List<NewLeaf>(entries.Count);
        foreach (var entry in entries)
        {
            var stream = (entry.Position.Service, entry.Position.Stream);
            leaves.Add(new NewLeaf(entry, next, last.GetValueOrDefault(stream, Leaf.None)));
            last[stream] = next++;
        }

        await work.Sql.InsertAsync($"log_leaves ({Columns})", ValuesOf(leaves), "", cancellationToken);
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
        foreach (var chunk in before.Chunk(StreamsPerStatement))
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

    private static Array[] ValuesOf(List<NewLeaf> leaves)
    {
        TValue[] Each<TValue>(Func<NewLeaf, TValue> value) => [.. leaves.Select(value)];
        string?[] Text(Func<LogEntry, string?> value) => Each(leaf => value(leaf.Entry));
        return
        [
            Each(leaf => leaf.Index), Text(entry => entry.Body), Each(leaf => SHA256.HashData(Encoding.UTF8.GetBytes(leaf.Entry.Body))),
            Each(leaf => Leaf.Hash(Leaf.Json(leaf.Entry.Body, leaf.Previous))), Each(leaf => leaf.Previous),
            Text(entry => entry.Type), Each(leaf => leaf.Entry.Time), Text(entry => entry.Position.Service), Text(entry => entry.Position.Stream),
            Each(leaf => leaf.Entry.Position.Sequence), Text(entry => entry.Actor), Text(entry => entry.Role), Text(entry => entry.Agency), Text(entry => entry.Team),
            Text(entry => entry.Case), Text(entry => entry.CountryCase), Text(entry => entry.Referral), Text(entry => entry.HandOff),
            Text(entry => entry.From), Text(entry => entry.To), Text(entry => entry.Rule), Text(entry => entry.PolicyVersion),
        ];
    }

    private sealed record NewLeaf(LogEntry Entry, long Index, long Previous);
}
