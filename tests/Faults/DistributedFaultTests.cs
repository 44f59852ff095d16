using Referrals.Testing;
using Referrals.Testing.Processes;
using Xunit;

namespace Referrals.Faults;

public sealed class DistributedFaultTests(PostgresServer postgres, RabbitMqServer rabbit) : IClassFixture<PostgresServer>, IClassFixture<RabbitMqServer>
{
    [Theory]
    [InlineData("intake", "relay.read")]
    [InlineData("intake", "relay.published")]
    [InlineData("matching", "consumer.committed")]
    [InlineData("triage", "consumer.committed")]
    [InlineData("audit", "consumer.committed")]
    public async Task A_service_killed_at_the_worst_moment_loses_nothing_and_applies_nothing_twice(string service, string place)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await rabbit.CreateVirtualHostAsync();
        var environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            // Far enough from the start, which leaves records too: it is killed while submissions come in.
            [service] = new Dictionary<string, string> { ["REFERRALS_KILL_AT"] = $"{place}:30" },
        };
        await using var exchange = await DistributedExchange.StartAsync(database.ConnectionString, host.Address, environments: environment);
        var crowd = new Crowd(() => exchange.Access);
        var died = exchange[service].WaitForExitAsync(TimeSpan.FromMinutes(4));
        var submitting = crowd.SubmitUntilAsync(died);

        await died;
        await exchange.StartAsync(service);
        await submitting;

        await crowd.AssertEachIsQueuedOnceAsync();
        await crowd.AssertTrailsAreWholeAsync();
    }

    [Fact]
    public async Task Each_service_the_broker_and_the_database_are_killed_under_load_and_nothing_is_lost()
    {
        await using var ownPostgres = await PostgresServer.StartPrivateAsync();
        await using var ownRabbit = await RabbitMqServer.StartPrivateAsync();
        var database = await ownPostgres.CreateDatabaseAsync();
        await using var exchange = await DistributedExchange.StartAsync(database.ConnectionString, ownRabbit.Address);
        var crowd = new Crowd(() => exchange.Access);

        foreach (var service in (string[])["identity", "intake", "matching", "triage", "routing", "audit"])
        {
            await DuringAsync(crowd, service, async () =>
            {
                await exchange[service].KillAsync();
                await exchange.StartAsync(service);
            });
        }

        await DuringAsync(crowd, "rabbitmq", async () =>
        {
            await ownRabbit.KillAsync();
            await ownRabbit.StartAsync();
        });
        await DuringAsync(crowd, "postgres", async () =>
        {
            await ownPostgres.KillAsync();
            await ownPostgres.StartAsync();
        });

        await crowd.AssertEachIsQueuedOnceAsync();
        await crowd.AssertTrailsAreWholeAsync();
    }

    private static async Task DuringAsync(Crowd crowd, string series, Func<Task> fault)
    {
        var before = crowd.Acknowledged.Count;
        var submitting = crowd.SubmitAsync(Scale.Of(40, 500), series);
        await Eventually.Async(() => crowd.Acknowledged.Count > before + 5 || submitting.IsCompleted, TimeSpan.FromMinutes(2));
        await fault();
        await submitting;
    }
}
