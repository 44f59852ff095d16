using Referrals.Testing;
using Referrals.Testing.Processes;
using Xunit;

namespace Referrals.Faults;

/// <summary>The sequencer of the log is killed or stands still at each step of a batch, on both stores.</summary>
public sealed class SequencerFaultTests(PostgresServer postgres, RabbitMqServer rabbit) : IClassFixture<PostgresServer>, IClassFixture<RabbitMqServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static TheoryData<string> Steps { get; } = new(["log.appended:8", "log.tiles_written:6", "log.signed:6", "log.committed:6"]);

    [Theory, MemberData(nameof(Steps))]
    public async Task Killed_on_embedded_storage_it_loses_doubles_and_reorders_nothing_and_never_disagrees_with_itself(string step)
    {
        await using var exchange = await EmbeddedExchange.StartAsync(environment: new Dictionary<string, string> { ["REFERRALS_KILL_AT"] = step });
        await SurvivesAsync(() => exchange.Access, exchange.Process, () => exchange.StartAgainAsync());
    }

    /// <summary>Each takes a start of every service; the short run has those at which something is outside of the database that it does not know of yet.</summary>
    public static TheoryData<string> StepsOnPostgres { get; } = Scale.Of(new TheoryData<string>(["log.tiles_written:6", "log.signed:6"]), Steps);

    [Theory, MemberData(nameof(StepsOnPostgres))]
    public async Task Killed_on_postgres_it_loses_doubles_and_reorders_nothing_and_never_disagrees_with_itself(string step)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await rabbit.CreateVirtualHostAsync();
        await using var exchange = await DistributedExchange.StartAsync(database.ConnectionString, host.Address, environments: Environment("REFERRALS_KILL_AT", step));
        await SurvivesAsync(() => exchange.Access, exchange["audit"], () => exchange.StartAsync("audit"));
    }

    [Fact]
    public async Task Paused_past_its_lease_it_commits_nothing_and_another_goes_on()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await rabbit.CreateVirtualHostAsync();
        await using var exchange = await DistributedExchange.StartAsync(
            database.ConnectionString,
            host.Address,
            settings: new Dictionary<string, string> { ["Storage:IdleInTransaction"] = "00:00:03" },
            environments: Environment("REFERRALS_STOP_AT", "log.signed:6"));
        var (crowd, onlooker) = (new Crowd(() => exchange.Access), new Onlooker(() => exchange.Access));
        var end = new TaskCompletionSource();
        var paused = Eventually.Async(() => exchange["audit"].IsStopped, Patience, "the sequencer stands still with its signature made");
        var submitting = crowd.SubmitUntilAsync(paused);
        var watching = onlooker.WatchAsync(end.Task);

        await paused;
        await exchange.StartAnotherAsync("audit");
        await submitting;
        await crowd.SubmitAsync(20, "after");
        var signedBefore = onlooker.Size;
        await Eventually.Async(() => onlooker.Size > signedBefore, Patience, "the other signs");
        exchange["audit"].GoOn();

        await crowd.AssertEachIsQueuedOnceAsync();
        end.SetResult();
        await watching;
        await onlooker.AssertOneLogAsync([.. crowd.Promised.Values]);
    }

    private static async Task SurvivesAsync(Func<ExchangeAccess> access, ChildProcess process, Func<Task> startAgain)
    {
        var (crowd, onlooker) = (new Crowd(access), new Onlooker(access));
        var died = process.WaitForExitAsync(Patience);
        var submitting = crowd.SubmitUntilAsync(died);
        var end = new TaskCompletionSource();
        var watching = onlooker.WatchAsync(end.Task);

        await died;
        await startAgain();
        await submitting;
        await crowd.SubmitAsync(20, "after");

        await crowd.AssertEachIsQueuedOnceAsync();
        await SeeTwoCheckpointsAsync(crowd, onlooker);
        end.SetResult();
        await watching;
        await onlooker.AssertOneLogAsync([.. crowd.Promised.Values]);
        await crowd.AssertTrailsAreWholeAsync();
    }

    /// <summary>Fewer cannot disagree; the log signs another while there is news.</summary>
    private static async Task SeeTwoCheckpointsAsync(Crowd crowd, Onlooker onlooker)
    {
        var round = 0;
        await Eventually.ResultAsync(
            async () =>
            {
                if (onlooker.Checkpoints < 2)
                    await crowd.SubmitAsync(1, $"news-{round++}");
                return onlooker.Checkpoints;
            },
            count => count >= 2,
            Patience,
            "two checkpoints are seen");
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Environment(string variable, string step) =>
        new() { ["audit"] = new Dictionary<string, string> { [variable] = step } };
}
