using Referrals.Cli.Connect;
using Referrals.Cli.Replay;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.EndToEnd;

/// <summary>Every scenario, through the public API, on both topologies.</summary>
public sealed class ReplayTests(PostgresServer postgres, RabbitMqServer rabbit) : IClassFixture<PostgresServer>, IClassFixture<RabbitMqServer>
{
    [Fact]
    public async Task Embedded_every_expectation_is_met_and_again_after_a_kill_and_a_second_replay()
    {
        await using var exchange = await EmbeddedExchange.StartAsync(simulatedClock: true);
        await ReplayAsync(exchange.DataDirectory);

        await exchange.Process.KillAsync();
        await exchange.StartAgainAsync();
        await ReplayAsync(exchange.DataDirectory);
    }

    [Fact]
    public async Task Distributed_every_expectation_is_met_though_each_service_is_killed_on_the_way()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await rabbit.CreateVirtualHostAsync();
        await using var exchange = await DistributedExchange.StartAsync(database.ConnectionString, host.Address, simulatedClock: true);
        var replay = ReplayAsync(exchange.DataDirectory);
        foreach (var service in Contracts.Topology.Services)
        {
            await Task.WhenAny(replay, Task.Delay(TimeSpan.FromSeconds(4)));
            await exchange[service].KillAsync();
            await exchange.StartAsync(service);
        }

        await replay;
    }

    private static async Task ReplayAsync(string directory)
    {
        var report = await ScenarioReplay.RunAsync(
            ExchangeLocation.InDirectory(directory), new ReplayOptions { Wait = TimeSpan.FromMinutes(3) }, null, CancellationToken.None);

        Assert.Empty(report.Expectations.Where(expectation => expectation.Outcome == ExpectationOutcome.Failed)
            .Select(expectation => $"{expectation.Scenario} {expectation.Step}: {expectation.Expectation}: {expectation.Why}"));
        Assert.True(report.Met > 50, $"only {report.Met} expectations were checked");
    }
}
