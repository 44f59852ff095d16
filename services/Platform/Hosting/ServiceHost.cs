using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Clocks;
using Referrals.Platform.Inbox;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Hosting;

internal sealed class ServiceHost<TDb>(
    ServiceName<TDb> name,
    Store<TDb> store,
    Inbox<TDb> inbox,
    StoredClock<TDb> clock,
    IDbContextFactory<TDb> contexts,
    IOptions<StorageOptions> storage,
    IOptions<PromiseOptions> promises,
    TimeProvider time,
    ILogger<ServiceHost<TDb>> logger) : IServiceHost
    where TDb : ServiceDbContext
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    public string Name => name.Value;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!storage.Value.IsPostgres)
            Directory.CreateDirectory(storage.Value.Directory!);
        while (true)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await db.Database.OpenConnectionAsync(cancellationToken);
                await Migrations.ApplyAsync(db.Database.GetDbConnection(), Name, typeof(TDb).Assembly, cancellationToken);
                break;
            }
            catch (Exception exception) when (StoreErrors.IsUnavailable(exception))
            {
                logger.StoreAway(Name, exception.GetType().Name);
                await Task.Delay(RetryEvery, time, cancellationToken);
            }
        }

        await clock.LoadAsync(cancellationToken);
        logger.StoreReady(Name);
    }

    public Task RecordAsync(string stream, AuditEntry entry, CancellationToken cancellationToken) =>
        store.ExecuteAsync(
            (work, _) =>
            {
                work.Record(stream, entry);
                return Task.CompletedTask;
            },
            cancellationToken);

    public Task<TimeSpan> AdvanceClockAsync(TimeSpan offset, AuditEntry entry, CancellationToken cancellationToken) =>
        store.ExecuteAsync(
            async (work, token) =>
            {
                work.Record("operations", entry);
                return await clock.AdvanceAsync(work, offset, token);
            },
            cancellationToken);

    public async Task<IReadOnlyList<StoredMessage>> ListStoredAsync(string? state, int limit, CancellationToken cancellationToken) =>
        await store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"select {StoredMessage.Columns} from inbox_messages where state = @p0 or @p0 = '' order by received_at, id limit @p1",
                [state ?? "", limit],
                StoredMessage.Read,
                token),
            cancellationToken);

    public async Task<bool?> RedriveAsync(Guid id, AuditEntry entry, CancellationToken cancellationToken)
    {
        var found = await store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"select {StoredMessage.Columns} from inbox_messages where id = @p0 and state = 'parked'", [id], StoredMessage.Read, token),
            cancellationToken);
        if (found.Count == 0)
            return null;
        await RecordAsync("operations", entry, cancellationToken);
        return await inbox.RedriveAsync(found[0], cancellationToken);
    }

    public Task<IReadOnlyList<HeardStream>> ListHeardAsync(string publisher, IReadOnlyCollection<string> streams, CancellationToken cancellationToken) =>
        store.ReadSqlAsync((sql, token) => InboxTables.ReadHeardAsync(sql, publisher, streams, token), cancellationToken);

    public async Task<IReadOnlyList<OpenStream>> ListLatePromisesAsync(int limit, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - promises.Value.Within;
        return await store.ReadSqlAsync((sql, token) => PromiseTable.ReadAsync(sql, before, null, limit, token), cancellationToken);
    }

    public async Task<Backlog> GetBacklogAsync(CancellationToken cancellationToken) =>
        (await store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"""
                select (select count(*) from outbox where sent_at is null), (select min(occurred_at) from outbox where sent_at is null),
                       (select count(*) from (select 1 from outbox where sent_at is not null limit @p1) sent),
                       (select min(oldest) from (
                           select min(sent_at) as oldest from outbox where sent_at is not null and type = '{typeof(AuditRecord).FullName}'
                           union all select min(sent_at) from outbox where sent_at is not null and type <> '{typeof(AuditRecord).FullName}') channels),
                       (select count(*) from inbox_messages where state = 'waiting'), (select count(*) from inbox_messages where state = 'parked'),
                       (select min(received_at) from inbox_messages),
                       (select count(*) from (select 1 from stream_heads where unconfirmed_since < @p0 limit @p1) late),
                       (select min(unconfirmed_since) from stream_heads where unconfirmed_since is not null)
                """,
                [time.GetUtcNow() - promises.Value.Within, (long)Backlog.MostCounted],
                row => new Backlog(
                    row.Number(0), row.TimeOrNull(1), row.Number(2), row.TimeOrNull(3), row.Number(4), row.Number(5), row.TimeOrNull(6), row.Number(7), row.TimeOrNull(8)),
                token),
            cancellationToken))[0];
}
