using System.Globalization;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Audit.ReadLog;

/// <summary>Reads leaves in the order of the log, or against it, a page at a time.</summary>
internal sealed class LogReader(Store<AuditDbContext> store)
{
    private const string Columns = "leaf_index, body, leaf_hash, previous_index";

    /// <summary>
    /// Up to <paramref name="limit"/> leaves after the one that a page token names, and the token of the next page,
    /// which is empty when there is none.
    /// </summary>
    public async Task<(IReadOnlyList<LogLeaf> Leaves, string Next)> ReadPageAsync(
        LogFilter filter, string pageToken, int limit, bool newestFirst, CancellationToken cancellationToken)
    {
        if (ReadToken(pageToken) is { } last)
            filter.Require(newestFirst ? "leaf_index < ?" : "leaf_index > ?", last);
        var leaves = await ReadAsync(filter, limit + 1, newestFirst, cancellationToken);
        if (leaves.Count <= limit)
            return (leaves, "");
        leaves.RemoveAt(limit);
        return (leaves, PageToken.WriteText(leaves[^1].Index.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Leaves that pass a filter, in order.</summary>
    public Task<List<LogLeaf>> ReadAsync(LogFilter filter, int limit, bool newestFirst, CancellationToken cancellationToken) =>
        store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"select {Columns} from log_leaves where {filter.Where} order by leaf_index {(newestFirst ? "desc" : "asc")} limit {limit}",
                filter.Arguments,
                Read,
                token),
            cancellationToken);

    /// <summary>One leaf; null when there is none.</summary>
    public static async Task<LogLeaf?> FindAsync(Sql sql, string where, object?[] arguments, CancellationToken cancellationToken) =>
        await sql.QueryAsync($"select {Columns} from log_leaves where {where} limit 1", arguments, Read, cancellationToken) is [var leaf] ? leaf : null;

    /// <summary>How many leaves pass a filter.</summary>
    public Task<long> CountAsync(LogFilter filter, CancellationToken cancellationToken) =>
        store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>($"select count(*) from log_leaves where {filter.Where}", filter.Arguments, token), cancellationToken);

    private static LogLeaf Read(SqlRow row) => new(row.Number(0), row.Text(1), row.Bytes(2), row.Number(3));

    private static long? ReadToken(string token)
    {
        if (token.Length == 0)
            return null;
        return long.TryParse(PageToken.ReadText(token), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new RefusedException(Refusal.Invalid("pageToken", "must be the next_page_token of the page before", "MALFORMED"));
    }
}
