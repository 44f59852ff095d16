using Referrals.Benchmarks.Pipeline;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.Benchmarks.Flood;

/// <summary>One agency works steadily, alone and beside another that floods, in turns, so that what the machine does otherwise falls on both.</summary>
internal static class FloodBenchmark
{
    public static async Task<FloodResult> RunAsync(TimeSpan each, int rounds, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync("starting PostgreSQL, RabbitMQ and the services");
        await using var postgres = await PostgresServer.StartPrivateAsync();
        await using var broker = await RabbitMqServer.StartPrivateAsync();
        var database = await postgres.CreateDatabaseAsync(cancellationToken);
        await using var exchange = await DistributedExchange.StartAsync(database.ConnectionString, broker.Address);
        await using var queue = new QueueObserver(database.ConnectionString);
        var bystander = new Bystander(exchange.Access);

        await progress.WriteLineAsync("warming up");
        var flooded = 0;
        foreach (var way in Enum.GetValues<FloodWay>())
            flooded += (await BesideAsync(way, each)).Count.Accepted;

        var results = new List<FloodPhases>();
        foreach (var way in Enum.GetValues<FloodWay>())
        {
            var phases = new FloodPhases(way, each * rounds, new Latencies([], []), new Latencies([], []), new FloodCount(0, 0));
            for (var round = 1; round <= rounds; round++)
            {
                await queue.DrainAsync(flooded + bystander.Submitted, cancellationToken);
                await progress.WriteLineAsync($"{way}, {round} of {rounds}: alone");
                phases.Alone.Add(await bystander.WorkAsync(each, cancellationToken));
                await progress.WriteLineAsync($"{way}, {round} of {rounds}: beside the flood");
                var (latencies, count) = await BesideAsync(way, each);
                flooded += count.Accepted;
                phases.Beside.Add(latencies);
                phases = phases with { Flood = new FloodCount(phases.Flood.Accepted + count.Accepted, phases.Flood.Refused + count.Refused) };
            }

            results.Add(phases);
        }

        return new FloodResult(results);

        async Task<(Latencies Latencies, FloodCount Count)> BesideAsync(FloodWay way, TimeSpan duration)
        {
            using var flood = await FloodProcess.StartAsync(exchange.DataDirectory, way, cancellationToken);
            var latencies = await bystander.WorkAsync(duration, cancellationToken);
            return (latencies, await flood.StopAsync(cancellationToken));
        }
    }
}
