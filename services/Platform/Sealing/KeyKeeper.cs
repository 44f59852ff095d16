using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
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
    private const string Stream = "operations";
    private int wrappedAnew;
    private bool scrubbed;

    /// <summary>Looks once; how many keys were wrapped anew.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        await ScrubAsync(cancellationToken);
        await RotateAfterErasureAsync(cancellationToken);
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

    /// <summary>Makes a version of the key-encryption key for an operator.</summary>
    public Task<KeyVersion> RotateAsync(Principal? actor, CancellationToken cancellationToken) =>
        store.ExecuteAsync((work, _) => Task.FromResult(Rotate(work, actor)), cancellationToken);

    /// <summary>How many keys are wrapped under each version that any is wrapped under.</summary>
    public Task<List<(int Version, long Keys)>> CountAsync(CancellationToken cancellationToken) => store.ReadSqlAsync(
        (sql, token) => sql.OwnContent.QueryAsync(
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
        var rows = await sql.OwnContent.QueryAsync(
            $"select {KeyRows.Columns} from content_keys where key_version <> @p0 limit {AtOnce}", [newest], row => (Subject: row.Text(0), Wrapped: KeyRows.Read(row, 1)), cancellationToken);
        foreach (var chunk in rows.Chunk(sql.RowsPerStatement))
        {
            // A key that was destroyed meanwhile stays destroyed.
            await sql.OwnContent.ExecuteAsync(
                $"""
                update content_keys set key_version = anew.column2, wrapped = anew.column3 from (values {Sql.Rows(chunk.Length, 4)}) as anew
                where content_keys.subject = anew.column1 and content_keys.key_version = anew.column4
                """,
                [.. chunk.SelectMany(row => Anew(row.Subject, row.Wrapped))],
                cancellationToken);
        }

        return rows.Count;
    }

    private object?[] Anew(string subject, WrappedKey wrapped)
    {
        var anew = keys.Encryption.Wrap(subject, keys.Open(subject, wrapped).Secret);
        return [subject, anew.Version, anew.Bytes, wrapped.Version];
    }

    private async Task ScrubAsync(CancellationToken cancellationToken)
    {
        // Once whatever the mark says: a process that ended between the two had taken it away.
        var isMarked = await store.ReadSqlAsync((sql, token) => SettingAsync(sql, KeyRows.ScrubSetting, token), cancellationToken) is not null;
        if (scrubbed && !isMarked)
            return;
        if (isMarked)
            await store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync("delete from settings where name = @p0", [KeyRows.ScrubSetting], token), cancellationToken);
        await store.ScrubAsync(cancellationToken);
        scrubbed = true;
    }

    private async Task RotateAfterErasureAsync(CancellationToken cancellationToken)
    {
        if (options.Value.RotateAfterErasure == TimeSpan.Zero || await store.ReadSqlAsync((sql, token) => SettingAsync(sql, KeyRows.DestroyedSetting, token), cancellationToken) is null)
            return;
        var now = time.GetUtcNow();
        await store.ExecuteAsync(
            async (work, token) =>
            {
                var since = await SettingAsync(work.Sql, KeyRows.DestroyedSetting, token);
                if (since is { Length: 0 })
                {
                    await work.Sql.ExecuteAsync("update settings set value = @p1 where name = @p0", [KeyRows.DestroyedSetting, now.ToString("O", CultureInfo.InvariantCulture)], token);
                    return;
                }

                // Of several processes the one that takes the mark away rotates. Without a new version the mark stays; one too many does no harm.
                if (since is not null
                    && DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) + options.Value.RotateAfterErasure <= now
                    && await work.Sql.ExecuteAsync("delete from settings where name = @p0 and value = @p1", [KeyRows.DestroyedSetting, since], token) > 0)
                    Rotate(work, null);
            },
            cancellationToken);
    }

    private static Task<string?> SettingAsync(Sql sql, string name, CancellationToken cancellationToken) =>
        sql.ScalarAsync<string>("select value from settings where name = @p0", [name], cancellationToken);

    private async Task DestroyAsync(int version, CancellationToken cancellationToken)
    {
        var left = await store.ReadSqlAsync(
            (sql, token) => sql.OwnContent.QueryAsync("select count(*) from content_keys where key_version = @p0", [version], row => row.Number(0), token), cancellationToken);
        if (left[0] > 0 || !keys.Encryption.Destroy(version))
            return;
        logger.KeyDestroyed(store.Service, version);
        await store.ExecuteAsync(
            (work, _) =>
            {
                work.Record(Stream, SealingRecords.Retired(version));
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    private KeyVersion Rotate(Work<TDb> work, Principal? actor)
    {
        var made = keys.Encryption.Add();
        work.Record(Stream, SealingRecords.Created(made.Number, actor));
        return made;
    }
}
