using Referrals.Testing;
using Referrals.Testing.Processes;
using Xunit;

namespace Referrals.Faults;

public sealed class EmbeddedFaultTests
{
    [Theory]
    [InlineData("relay.read")]
    [InlineData("relay.published")]
    [InlineData("consumer.committed")]
    public async Task Killed_at_the_worst_moment_it_loses_nothing_and_applies_nothing_twice(string place)
    {
        // Far enough from the start, which leaves records too: it is killed while submissions come in.
        await using var exchange = await EmbeddedExchange.StartAsync(environment: new Dictionary<string, string> { ["REFERRALS_KILL_AT"] = $"{place}:40" });
        var crowd = new Crowd(() => exchange.Access);
        var died = exchange.Process.WaitForExitAsync(TimeSpan.FromMinutes(4));
        var submitting = crowd.SubmitUntilAsync(died);

        await died;
        await exchange.StartAgainAsync();
        await submitting;

        await crowd.AssertEachIsQueuedOnceAsync();
        await crowd.AssertTrailsAreWholeAsync();
    }

    [Fact]
    public async Task Killed_again_and_again_under_load_it_loses_nothing()
    {
        await using var exchange = await EmbeddedExchange.StartAsync();
        var crowd = new Crowd(() => exchange.Access);
        var submitting = crowd.SubmitAsync(Scale.Of(300, 5000));
        for (var kill = 1; kill <= Scale.Of(3, 10); kill++)
        {
            var seen = crowd.Acknowledged.Count;
            await Eventually.Async(() => crowd.Acknowledged.Count > seen + 20 || submitting.IsCompleted, TimeSpan.FromMinutes(2));
            await exchange.Process.KillAsync();
            await exchange.StartAgainAsync();
        }

        await submitting;
        await crowd.AssertEachIsQueuedOnceAsync();
        await crowd.AssertTrailsAreWholeAsync();
    }

    [Fact]
    public async Task Stopped_in_order_with_a_backlog_it_has_everything_after_the_next_start()
    {
        await using var exchange = await EmbeddedExchange.StartAsync();
        var crowd = new Crowd(() => exchange.Access);
        await crowd.SubmitAsync(Scale.Of(2000, 20000));

        Assert.True(await exchange.Process.TerminateAsync(), "it stops within its bound");
        await exchange.StartAgainAsync();

        await crowd.AssertEachIsQueuedOnceAsync();
        await crowd.AssertTrailsAreWholeAsync();
    }
}
