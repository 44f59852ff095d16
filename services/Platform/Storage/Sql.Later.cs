using System.Data.Common;
using Npgsql;

namespace Referrals.Platform.Storage;

/// <summary>
/// Statements that may wait for the next one: they run before it and in their order, on PostgreSQL in one round trip. Each still sees what was
/// committed when its turn came, so that what waits for a lock before it reads does so here too.
/// </summary>
public sealed partial class Sql
{
    private readonly List<Waiting> waiting = [];

    /// <summary>A statement that returns no rows. What it changes is there for every later statement of this object, not for EF Core's.</summary>
    public void Later(string text, object?[] arguments) => waiting.Add(new Waiting(text, arguments, null));

    /// <summary>A statement whose rows are handed over when it has run.</summary>
    public void Later<T>(string text, object?[] arguments, Func<SqlRow, T> map, Action<List<T>> take) =>
        waiting.Add(new Waiting(text, arguments, async (reader, token) => take(await ReadAsync(reader, map, token))));

    /// <summary>As <see cref="InsertAsync"/>.</summary>
    public void InsertLater(string into, Array[] columns, string tail)
    {
        foreach (var (text, arguments) in Inserts(into, columns, tail))
            Later(text, arguments);
    }

    /// <summary>As <see cref="InsertAsync{T}"/>; rows may be handed over in several parts.</summary>
    public void InsertLater<T>(string into, Array[] columns, string tail, Func<SqlRow, T> map, Action<List<T>> take)
    {
        foreach (var (text, arguments) in Inserts(into, columns, tail))
            Later(text, arguments, map, take);
    }

    /// <summary>As <see cref="QueryAmongAsync"/>; rows may be handed over in several parts.</summary>
    public void LaterAmong<TKey, T>(string text, IReadOnlyCollection<TKey> keys, Func<SqlRow, T> map, Action<List<T>> take)
    {
        foreach (var (statement, arguments) in Among(text, keys))
            Later(statement, arguments, map, take);
    }

    /// <summary>The same for a statement that returns no rows.</summary>
    public void LaterAmong<TKey>(string text, IReadOnlyCollection<TKey> keys)
    {
        foreach (var (statement, arguments) in Among(text, keys))
            Later(statement, arguments);
    }

    /// <summary>
    /// Runs what waits and commits, on PostgreSQL in one round trip: a statement that fails leaves the commit behind it undone. Nobody stops it once
    /// it is under way, since its outcome must be known.
    /// </summary>
    internal async Task CommitAsync()
    {
        var together = IsPostgres && waiting.Count > 0;
        if (together)
            Later("commit", []);
        await FlushAsync(CancellationToken.None);
        if (!together && transaction is not null)
            await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Runs what waits.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
            return Task.CompletedTask;
        var statements = waiting.ToList();
        waiting.Clear();
        return connection is NpgsqlConnection postgres ? SendAsync(postgres, statements, cancellationToken) : RunAsync(statements, cancellationToken);
    }

    private async Task SendAsync(NpgsqlConnection postgres, List<Waiting> statements, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(postgres, (NpgsqlTransaction?)transaction);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Text);
            for (var i = 0; i < statement.Arguments.Length; i++)
                command.Parameters.Add(new NpgsqlParameter($"p{i}", Value(statement.Arguments[i])));
            batch.BatchCommands.Add(command);
        }

        // The reader passes over statements without rows by itself.
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var first = true;
        foreach (var read in statements.Select(statement => statement.Read).OfType<Func<DbDataReader, CancellationToken, Task>>())
        {
            if (!first)
                await reader.NextResultAsync(cancellationToken);
            first = false;
            await read(reader, cancellationToken);
        }

        while (await reader.NextResultAsync(cancellationToken))
        {
            // To the end: an error of a statement without rows is met there.
        }
    }

    private async Task RunAsync(List<Waiting> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await using var command = Command(statement.Text, statement.Arguments);
            if (statement.Read is null)
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                continue;
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await statement.Read(reader, cancellationToken);
        }
    }

    private sealed record Waiting(string Text, object?[] Arguments, Func<DbDataReader, CancellationToken, Task>? Read);
}
