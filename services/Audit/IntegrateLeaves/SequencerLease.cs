using Referrals.Platform.Storage;

namespace Referrals.Audit.IntegrateLeaves;

/// <summary>
/// Who extends the tree. The lease is taken and renewed in the transaction that extends it, whose lock on the row keeps
/// every other out until the commit: one that was held up past its lease finds, when it goes on, that it has lost it.
/// </summary>
internal static class SequencerLease
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>The epoch, which grows with each new holder; null while another holds the lease.</summary>
    public static Task<long?> TakeAsync(Sql sql, string holder, DateTimeOffset now, CancellationToken cancellationToken) => sql.ScalarAsync<long?>(
        """
        update log_lease set epoch = epoch + case when holder = @p0 then 0 else 1 end, holder = @p0, expires_at = @p1
        where id = 1 and (holder = @p0 or expires_at < @p2) returning epoch
        """,
        [holder, now + Length, now],
        cancellationToken);

    /// <summary>Whether another holds the lease now.</summary>
    public static async Task<bool> IsOthersAsync(Sql sql, string holder, DateTimeOffset now, CancellationToken cancellationToken) =>
        await sql.ScalarAsync<long>("select count(*) from log_lease where holder <> @p0 and expires_at >= @p1", [holder, now], cancellationToken) > 0;

    /// <summary>Keeps whoever extends the tree, or changes its keys, out until the commit.</summary>
    public static Task LockAsync(Sql sql, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("update log_lease set epoch = epoch where id = 1", [], cancellationToken);
}
