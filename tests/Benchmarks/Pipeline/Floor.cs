using System.Diagnostics;
using Npgsql;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>
/// What the database alone can do: the rows that Intake writes for one submission, with the bytes of a real one, inserted in
/// one durable transaction by plain Npgsql with prepared statements, into tables made like Intake's, with their indexes.
/// </summary>
internal static class Floor
{
    private static readonly string[] Tables = ["referrals", "contents", "content_keys", "requests", "stream_heads", "outbox"];
    private static readonly int[] Connections = [1, 4, 8, 16];

    public static async Task<(double PerSecond, int Connections)> MeasureAsync(string connectionString, TimeSpan each, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 32, MaxAutoPrepare = 20, AutoPrepareMinUsages = 1 }.ConnectionString);
        foreach (var table in Tables)
        {
            await using var create = source.CreateCommand(
                $"create schema if not exists floor; create table floor.{table} (like intake.{table} including all)");
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var rows = await FloorRows.ReadAsync(source, cancellationToken);
        var best = (PerSecond: 0.0, Connections: 0);
        foreach (var connections in Connections)
        {
            var rate = await MeasureAsync(source, rows, connections, each, cancellationToken);
            if (rate > best.PerSecond)
                best = (rate, connections);
        }

        return best;
    }

    private static async Task<double> MeasureAsync(NpgsqlDataSource source, FloorRows rows, int connections, TimeSpan each, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var count = 0;
            for (; watch.Elapsed < each; count++)
                await rows.InsertAsync(connection, cancellationToken);
            return count;
        }));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
