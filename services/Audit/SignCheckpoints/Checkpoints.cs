using Referrals.Platform.Storage;

namespace Referrals.Audit.SignCheckpoints;

/// <summary>The checkpoints in the store.</summary>
internal static class Checkpoints
{
    /// <summary>The latest; null before the first.</summary>
    public static Task<SignedCheckpoint?> LatestAsync(Sql sql, CancellationToken cancellationToken) =>
        FirstAsync(sql, "order by size desc limit 1", [], cancellationToken);

    /// <summary>The size of the latest; 0 before the first.</summary>
    public static Task<long> LatestSizeAsync(Sql sql, CancellationToken cancellationToken) =>
        sql.ScalarAsync<long>("select coalesce(max(size), 0) from log_checkpoints", [], cancellationToken);

    /// <summary>How many leaves were appended, and how many of them the latest checkpoint covers, at one moment.</summary>
    public static async Task<(long Appended, long Signed)> SizesAsync(Sql sql, CancellationToken cancellationToken) => (await sql.QueryAsync(
        "select size, coalesce((select max(size) from log_checkpoints), 0) from log_head", [], row => (row.Number(0), row.Number(1)), cancellationToken))[0];

    /// <summary>The one of a size; null when none was signed.</summary>
    public static Task<SignedCheckpoint?> FindAsync(Sql sql, long size, CancellationToken cancellationToken) =>
        FirstAsync(sql, "where size = @p0", [size], cancellationToken);

    /// <summary>
    /// The one to prove a leaf by: the latest that enough distinct operators have cosigned, or the latest of all when none
    /// of these holds the leaf yet. Null before any holds it.
    /// </summary>
    public static async Task<SignedCheckpoint?> HoldingAsync(Sql sql, long index, int requiredOperators, CancellationToken cancellationToken)
    {
        var anchored = requiredOperators == 0 ? null : await sql.ScalarAsync<long?>(
            "select size from log_cosignatures where size > @p0 group by size having count(distinct operator) >= @p1 order by size desc limit 1",
            [index, (long)requiredOperators],
            cancellationToken);
        return anchored is { } size
            ? await FindAsync(sql, size, cancellationToken)
            : await LatestAsync(sql, cancellationToken) is { } latest && latest.Size > index ? latest : null;
    }

    public static async Task AddAsync(Sql sql, SignedCheckpoint checkpoint, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        "insert into log_checkpoints (size, root, note, signed_at) values (@p0, @p1, @p2, @p3)",
        [checkpoint.Size, checkpoint.Root, checkpoint.LogNote, checkpoint.SignedAt],
        cancellationToken);

    /// <summary>Those from a size on, in order, with their cosignatures.</summary>
    public static async Task<List<SignedCheckpoint>> ReadAsync(Sql sql, long fromSize, int limit, CancellationToken cancellationToken)
    {
        var checkpoints = new List<SignedCheckpoint>();
        foreach (var checkpoint in await QueryAsync(sql, $"where size >= @p0 order by size limit {limit}", [fromSize], cancellationToken))
            checkpoints.Add(await WithCosignaturesAsync(sql, checkpoint, cancellationToken));
        return checkpoints;
    }

    private static async Task<SignedCheckpoint?> FirstAsync(Sql sql, string clauses, object?[] arguments, CancellationToken cancellationToken) =>
        await QueryAsync(sql, clauses, arguments, cancellationToken) is [var checkpoint] ? await WithCosignaturesAsync(sql, checkpoint, cancellationToken) : null;

    private static Task<List<SignedCheckpoint>> QueryAsync(Sql sql, string clauses, object?[] arguments, CancellationToken cancellationToken) => sql.QueryAsync(
        $"select size, root, note, signed_at from log_checkpoints {clauses}",
        arguments,
        row => new SignedCheckpoint(row.Number(0), row.Bytes(1), row.Text(2), row.Time(3)),
        cancellationToken);

    private static async Task<SignedCheckpoint> WithCosignaturesAsync(Sql sql, SignedCheckpoint checkpoint, CancellationToken cancellationToken) => checkpoint with
    {
        Cosignatures = await sql.QueryAsync(
            "select operator, verifier_key, line from log_cosignatures where size = @p0 order by received_at, verifier_key",
            [checkpoint.Size],
            row => new StoredCosignature(row.Text(0), row.Text(1), row.Text(2)),
            cancellationToken),
    };
}
