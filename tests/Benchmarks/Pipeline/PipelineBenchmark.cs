using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>The distributed topology on this machine, under load: first the floor, then the exchange, on the same servers.</summary>
internal static class PipelineBenchmark
{
    public static async Task<PipelineResult> RunAsync(TimeSpan each, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync("starting PostgreSQL and RabbitMQ");
        await using var postgres = await PostgresServer.StartPrivateAsync();
        await using var broker = await RabbitMqServer.StartPrivateAsync();
        var database = await postgres.CreateDatabaseAsync(cancellationToken);

        await progress.WriteLineAsync("starting the services");
        await using var exchange = await DistributedExchange.StartAsync(database.ConnectionString, broker.Address);
        var load = new Load(exchange.Access);
        await using var queue = new QueueObserver(database.ConnectionString);
        await progress.WriteLineAsync("warming up");
        await load.WarmUpAsync(queue, cancellationToken);

        await progress.WriteLineAsync("measuring the floor");
        var (floor, connections) = await Floor.MeasureAsync(database.ConnectionString, each / 4, cancellationToken);

        await progress.WriteLineAsync("measuring accepted submissions");
        var accepted = await load.AcceptedPerSecondAsync(each, cancellationToken);
        await queue.DrainAsync(load.Submitted, cancellationToken);

        await progress.WriteLineAsync("measuring submit to queue");
        var latencies = await load.LatenciesAsync(queue, 50, each, cancellationToken);

        await progress.WriteLineAsync("measuring end to end");
        var endToEnd = await load.EndToEndPerSecondAsync(queue, each, cancellationToken);

        return new PipelineResult(
            floor,
            connections,
            accepted,
            endToEnd,
            Percentile(latencies, 0.50),
            Percentile(latencies, 0.99),
            exchange.Processes.ToDictionary(entry => entry.Key, entry => entry.Value.ResidentMebibytes));
    }

    private static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(values.Count * share))];
    }
}
