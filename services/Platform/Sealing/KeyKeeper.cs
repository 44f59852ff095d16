using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Sealing;

/// <summary>
/// Wraps anew, under the newest version of the key-encryption key, what is wrapped under older ones; and destroys a version when
/// nothing is and no process can go on using it. What a thief has of older rows, files or backups is lost to him with it.
/// </summary>
public sealed class KeyKeeper<TDb>(ContentKeys<TDb> keys, Store<TDb> store, IOptions<SealingOptions> options, TimeProvider time, ILogger<KeyKeeper<TDb>> logger)
    : BackgroundService
    where TDb : ServiceDbContext
{
    private const int AtOnce = 200;
    private int wrappedAnew;

    /// <summary>Looks once; how many keys were wrapped anew.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var versions = keys.Encryption.Versions;
        if (versions.Count < 2)
            return 0;
        var newest = versions[^1];
        var overdue = newest.CreatedAt + options.Value.KeepOlderFor <= time.GetUtcNow();
        if (!overdue && wrappedAnew == newest.Number)
            return 0;
        var count = await WrapAllAsync(newest.Number, cancellationToken);
        wrappedAnew = newest.Number;
        if (overdue)
        {
            foreach (var older in versions.SkipLast(1))
                await DestroyAsync(older.Number, cancellationToken);
        }

        return count;
    }

    /// <summary>How many keys are wrapped under each version that any is wrapped under.</summary>
    public Task<List<(int Version, long Keys)>> CountAsync(CancellationToken cancellationToken) => store.ReadSqlAsync(
        (sql, token) => sql.QueryAsync(
            "select key_version, count(*) from content_keys group by key_version order by key_version", [], row => ((int)row.Number(0), row.Number(1)), token),
        cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.KeysNotWrapped(store.Service, Inbox.ErrorText.Of(exception));
            }
        }
    }

    private async Task<int> WrapAllAsync(int newest, CancellationToken cancellationToken)
    {
        var total = 0;
        for (var count = AtOnce; count == AtOnce; total += count)
            count = await store.ExecuteAsync((work, token) => WrapSomeAsync(work.Sql, newest, token), cancellationToken);
        return total;
    }

    private async Task<int> WrapSomeAsync(Sql sql, int newest, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            $"select {KeyRows.Columns} from content_keys where key_version <> @p0 limit {AtOnce}", [newest], row => (Subject: row.Text(0), Wrapped: KeyRows.Read(row, 1)), cancellationToken);
        foreach (var (subject, wrapped) in rows)
        {
            var anew = keys.Encryption.Wrap(subject, keys.Open(subject, wrapped).Secret);

            // A key that was destroyed meanwhile stays destroyed.
            await sql.ExecuteAsync(
                "update content_keys set key_version = @p1, wrapped = @p2 where subject = @p0 and key_version = @p3",
                [subject, anew.Version, anew.Bytes, wrapped.Version],
                cancellationToken);
        }

        return rows.Count;
    }

    private async Task DestroyAsync(int version, CancellationToken cancellationToken)
    {
        var left = await store.ReadSqlAsync(
            (sql, token) => sql.ScalarAsync<long>("select count(*) from content_keys where key_version = @p0", [version], token), cancellationToken);
        if (left > 0 || !keys.Encryption.Destroy(version))
            return;
        logger.KeyDestroyed(store.Service, version);
        await store.ExecuteAsync(
            (work, _) =>
            {
                work.Record("operations", SealingRecords.Retired(version));
                return Task.CompletedTask;
            },
            cancellationToken);
    }
}
