using Microsoft.Extensions.Options;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Limits;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Limits;

public sealed class CallLimitsTests
{
    private static readonly Principal Flooding = Callers.Agency("uk-nca");
    private static readonly Principal Other = Callers.Agency("us-ice");

    [Fact]
    public async Task One_who_floods_waits_in_its_own_line_and_another_does_not()
    {
        using var limits = Limits(new LimitOptions { ConcurrentCalls = 2, WaitingCalls = 1 });
        var first = await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None);
        await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None);
        var waiting = limits.EnterAsync(Flooding, isStream: false, CancellationToken.None).AsTask();
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None));

        Assert.Equal("TOO_MANY_CALLS", refused.Refusal.Reason);
        Assert.NotNull(refused.Refusal.RetryAfter);
        Assert.False(waiting.IsCompleted);
        Assert.NotNull(await limits.EnterAsync(Other, isStream: false, CancellationToken.None));

        first!.Dispose();
        Assert.NotNull(await waiting);
    }

    [Fact]
    public async Task A_line_that_somebody_leaves_lets_the_next_in()
    {
        using var limits = Limits(new LimitOptions { ConcurrentCalls = 1, WaitingCalls = 1 });
        using var held = await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        var left = limits.EnterAsync(Flooding, isStream: false, leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var next = limits.EnterAsync(Flooding, isStream: false, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Streams_are_counted_apart_from_calls()
    {
        using var limits = Limits(new LimitOptions { ConcurrentCalls = 1, WaitingCalls = 0, ConcurrentStreams = 1 });
        using var stream = await limits.EnterAsync(Flooding, isStream: true, CancellationToken.None);

        using var call = await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await limits.EnterAsync(Flooding, isStream: true, CancellationToken.None));

        Assert.Equal("TOO_MANY_STREAMS", refused.Refusal.Reason);
    }

    [Fact]
    public async Task All_credentials_of_an_agency_share_what_it_may()
    {
        using var limits = Limits(new LimitOptions { ConcurrentCalls = 1, WaitingCalls = 0 });
        using var held = await limits.EnterAsync(Callers.Team("picacc", "uk-nca"), isStream: false, CancellationToken.None);

        await Assert.ThrowsAsync<RefusedException>(async () => await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None));
    }

    [Fact]
    public async Task Beyond_the_pace_calls_are_refused_at_once()
    {
        using var limits = Limits(new LimitOptions { CallsPerSecond = 10, ConcurrentCalls = 10_000, WaitingCalls = 0 });
        var reasons = new List<string>();
        for (var i = 0; i < 1_000; i++)
        {
            try
            {
                (await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None))!.Dispose();
            }
            catch (RefusedException exception)
            {
                reasons.Add(exception.Refusal.Reason);
            }
        }

        Assert.Contains("RATE_EXCEEDED", reasons);
        Assert.NotNull(await limits.EnterAsync(Other, isStream: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_refusal_is_held_back_and_another_caller_is_not()
    {
        using var limits = new CallLimits(Options.Create(new LimitOptions { ConcurrentCalls = 1, WaitingCalls = 0, HoldRefusalsMilliseconds = 10_000 }), TimeProvider.System);
        using var held = await limits.EnterAsync(Flooding, isStream: false, CancellationToken.None);
        using var leaving = new CancellationTokenSource();

        var refused = limits.EnterAsync(Flooding, isStream: false, leaving.Token).AsTask();

        Assert.False(refused.IsCompleted);
        Assert.NotNull(await limits.EnterAsync(Other, isStream: false, CancellationToken.None));
        await leaving.CancelAsync();
        await Assert.ThrowsAsync<RefusedException>(() => refused);
    }

    [Fact]
    public async Task Items_of_a_stream_count_as_calls_do_and_wait()
    {
        using var limits = Limits(new LimitOptions { CallsPerSecond = 10 });
        var items = Enumerable.Range(0, 1_000).Select(_ => DoneAsync(Flooding));

        // As many as may come at once are taken at once.
        var waiting = items.First(item => !item.IsCompleted);

        Assert.True(DoneAsync(Other).IsCompleted);
        await waiting;

        async Task DoneAsync(Principal caller)
        {
            using var item = await limits.EnterItemAsync(caller, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Officers_whose_pages_ask_many_services_at_once_do_not_wait_for_one_another()
    {
        const int CallsOfPage = 10;
        using var limits = Limits(new LimitOptions { SharedCalls = 1 });
        (await limits.EnterAsync(Other, isStream: false, CancellationToken.None))!.Dispose();

        var pages = Enumerable.Range(0, CallsOfPage)
            .SelectMany(_ => (Principal[])[Callers.Officer("okoro"), Callers.Officer("reyes")])
            .Select(officer => limits.EnterAsync(officer, isStream: false, CancellationToken.None).AsTask()).ToList();
        var agency = Enumerable.Range(0, CallsOfPage).Select(_ => limits.EnterAsync(Flooding, isStream: false, CancellationToken.None).AsTask()).ToList();

        Assert.All(pages, call => Assert.True(call.IsCompleted));
        Assert.Contains(agency, call => !call.IsCompleted);
        foreach (var call in pages.Concat(agency))
            (await call)!.Dispose();
    }

    [Fact]
    public async Task Services_of_the_exchange_are_not_limited()
    {
        using var limits = Limits(new LimitOptions { ConcurrentCalls = 1, WaitingCalls = 0 });
        for (var i = 0; i < 100; i++)
            Assert.Null(await limits.EnterAsync(Callers.Service("matching"), isStream: false, CancellationToken.None));
    }

    private static CallLimits Limits(LimitOptions options)
    {
        options.HoldRefusalsMilliseconds = 0;
        return new CallLimits(Options.Create(options), TimeProvider.System);
    }
}
