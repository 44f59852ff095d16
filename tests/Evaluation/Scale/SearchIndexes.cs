using Npgsql;
using Referrals.Testing;

namespace Referrals.Evaluation.Scale;

/// <summary>
/// The inverted indexes of PostgreSQL, which cost a load most of its time where each row is entered by itself: dropped before it and made
/// of all that is there after it. SQLite has none.
/// </summary>
internal sealed class SearchIndexes(TestDatabase? database)
{
    private readonly Dictionary<string, string> definitions = [];

    public async Task DropAsync(CancellationToken cancellationToken)
    {
        if (database is null)
            return;
        await using var connection = await ConnectAsync(database, cancellationToken);
        await using (var read = new NpgsqlCommand("select indexname::text, indexdef from pg_indexes where schemaname = 'matching' and tablename = 'features' and indexdef like '% USING gin %'", connection))
        await using (var reader = await read.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                definitions.Add(reader.GetString(0), reader.GetString(1));
        }

        foreach (var name in definitions.Keys)
            await RunAsync(connection, $"drop index matching.{name}", cancellationToken);
    }

    /// <summary>Makes them again, with the statistics that the planner needs, the rows marked as visible to all, and what was loaded on the disk.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (database is null)
            return;
        await using var connection = await ConnectAsync(database, cancellationToken);
        await RunAsync(connection, "set maintenance_work_mem = '1GB'", cancellationToken);
        foreach (var definition in definitions.Values)
            await RunAsync(connection, definition, cancellationToken);
        await RunAsync(connection, "vacuum analyze", cancellationToken);
        await RunAsync(connection, "checkpoint", cancellationToken);
    }

    /// <summary>Reads into the server's buffers what decisions look up, as far as they hold it: tables first, so that indexes stay.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        if (database is null)
            return;
        await using var connection = await ConnectAsync(database, cancellationToken);
        await RunAsync(connection, "create extension if not exists pg_prewarm", cancellationToken);
        await RunAsync(
            connection,
            """
            select pg_prewarm(oid) from (
                select oid from pg_class where relnamespace = 'matching'::regnamespace and relkind in ('r', 'i') and relname <> 'features_words'
                order by relkind = 'i', relname <> 'referrals', pg_relation_size(oid)) relations
            """,
            cancellationToken);
    }

    /// <summary>On its own connection, since what it runs takes longer than a service would wait.</summary>
    private static async Task<NpgsqlConnection> ConnectAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { CommandTimeout = 0, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
