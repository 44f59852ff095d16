using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Referrals.Platform.Clocks;
using Referrals.Platform.Hosting;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Storage;

/// <summary>
/// Transactions of one service. A change of state, the events it causes and its audit records go in one transaction;
/// the relay is woken after the commit. Deadlocks, serialization failures and a busy file are tried again.
/// </summary>
public sealed class Store<TDb>(
    ServiceName<TDb> service,
    IDbContextFactory<TDb> contexts,
    OutboxWriter<TDb> outbox,
    RelaySignal<TDb> relay,
    BusinessClock clock)
    : IDisposable
    where TDb : ServiceDbContext
{
    private const int Attempts = 6;

    // SQLite has one writer; waiting for it here is fair and costs no polling.
    private readonly SemaphoreSlim writer = new(1, 1);

    /// <summary>The service whose store this is.</summary>
    public string Service { get; } = service.Value;

    /// <summary>Runs a body in one transaction and commits. The body may run more than once and must have no other effect.</summary>
    public Task<T> ExecuteAsync<T>(Func<Work<TDb>, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        ExecuteAsync(body, _ => true, cancellationToken);

    public Task ExecuteAsync(Func<Work<TDb>, CancellationToken, Task> body, CancellationToken cancellationToken) =>
        ExecuteAsync(
            async (work, token) =>
            {
                await body(work, token);
                return true;
            },
            cancellationToken);

    /// <summary>As <see cref="ExecuteAsync{T}"/>, but rolls back when the result says so: a refusal leaves nothing behind.</summary>
    public async Task<T> ExecuteAsync<T>(Func<Work<TDb>, CancellationToken, Task<T>> body, Func<T, bool> commits, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryExecuteAsync(body, commits, cancellationToken);
            }
            catch (Exception exception) when (attempt < Attempts && StoreErrors.IsConflict(exception))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(2, 10 * attempt)), cancellationToken);
            }
        }
    }

    /// <summary>Reads without tracking and without a transaction of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<TDb, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await body(db, cancellationToken);
    }

    /// <summary>Reads without tracking, all of it as it was at one moment, whatever is committed meanwhile.</summary>
    public Task<T> ReadSnapshotAsync<T>(Func<TDb, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        ReadAsync(
            async (db, token) =>
            {
                await db.Database.OpenConnectionAsync(token);
                await using var snapshot = db.Database.GetDbConnection() is SqliteConnection sqlite
                    ? sqlite.BeginTransaction(deferred: true)
                    : await db.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
                await db.Database.UseTransactionAsync(snapshot, token);
                var read = await body(db, token);
                await snapshot.CommitAsync(token);
                return read;
            },
            cancellationToken);

    /// <summary>Reads with explicit SQL.</summary>
    public Task<T> ReadSqlAsync<T>(Func<Sql, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        ReadAsync(
            async (db, token) =>
            {
                await db.Database.OpenConnectionAsync(token);
                return await body(new Sql(db.Database.GetDbConnection(), null), token);
            },
            cancellationToken);

    /// <summary>
    /// After something was destroyed: on SQLite the journal, which holds what pages were, is written back and emptied. What a reader still
    /// needs stays until the next time.
    /// </summary>
    public Task ScrubAsync(CancellationToken cancellationToken) => ReadSqlAsync(
        async (sql, token) => sql.IsPostgres ? 0 : await sql.ExecuteAsync("pragma wal_checkpoint(truncate)", [], token), cancellationToken);

    public void Dispose() => writer.Dispose();

    private async Task<T> TryExecuteAsync<T>(Func<Work<TDb>, CancellationToken, Task<T>> body, Func<T, bool> commits, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var gated = db.Database.IsSqlite();
        if (gated)
            await writer.WaitAsync(cancellationToken);
        try
        {
            // What fails is tried again from the beginning, so there is nothing to go back to in between.
            db.Database.AutoSavepointsEnabled = false;

            // SQLite begins immediate: the lock is taken before anything is read.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var work = new Work<TDb>(db, new Sql(db.Database.GetDbConnection(), transaction.GetDbTransaction()), clock.Now, outbox);
            var result = await body(work, cancellationToken);
            if (!commits(result))
                return result;

            await work.FinishAsync(cancellationToken);
            await work.Sql.CommitAsync();
            if (work.Pending.Count > 0)
                relay.Wake();
            return result;
        }
        finally
        {
            if (gated)
                writer.Release();
        }
    }
}
