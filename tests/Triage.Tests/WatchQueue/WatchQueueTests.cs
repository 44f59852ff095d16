using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.WatchQueue;

public sealed class WatchQueueTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_tells_what_comes_what_changes_and_what_goes(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var listed = await triage.OpenAsync();
        var page = await triage.Ana.ListQueueAsync(new ListQueueRequest());
        using var watch = triage.Ana.WatchQueue(new WatchQueueRequest { WatchToken = page.WatchToken });

        var opened = await triage.OpenAsync();
        await UntilAsync(watch, message => message.Added?.Name == opened);
        var claim = await triage.ClaimAsync(listed);
        await UntilAsync(watch, message => (message.Changed?.Name, message.Changed?.Holder) == (listed, "officer/ana"));
        await triage.Ana.AcceptAsync(TriageUnderTest.Accept(claim));
        await UntilAsync(watch, message => message.Removed == listed);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_goes_on_where_it_broke_off(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        string token;
        var first = await triage.OpenAsync();
        using (var watch = triage.Ana.WatchQueue(new WatchQueueRequest { WatchToken = (await triage.Ana.ListQueueAsync(new ListQueueRequest())).WatchToken }))
        {
            await triage.ClaimAsync(first);
            token = (await UntilAsync(watch, message => message.Changed?.Holder == "officer/ana")).WatchToken;
        }

        var missed = new HashSet<string> { await triage.OpenAsync(), await triage.OpenAsync() };
        using var again = triage.Ana.WatchQueue(new WatchQueueRequest { WatchToken = token });

        await UntilAsync(again, message => missed.Remove(message.Added?.Name ?? "") && missed.Count == 0);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_tells_nothing_of_other_desks_and_of_what_the_filter_leaves_out(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var token = (await triage.Ana.ListQueueAsync(new ListQueueRequest())).WatchToken;
        await triage.MatchAsync(A.Referral() with { Countries = ["KE"] });
        await triage.OpenAsync();
        var urgent = await triage.OpenAsync(A.S1Referral());

        using var watch = triage.Ana.WatchQueue(new WatchQueueRequest { WatchToken = token, Filter = new QueueFilter { Priorities = { Priority.P2Urgent } } });

        Assert.Equal(urgent, (await NextAsync(watch)).Added.Name);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_with_nothing_to_tell_says_that_it_is_alive(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        await triage.OpenAsync();
        using var watch = triage.Ana.WatchQueue(new WatchQueueRequest());

        triage.Time.Advance(TimeSpan.FromSeconds(15));
        var alive = await UntilAsync(watch, message => message.Alive);

        Assert.NotEmpty(alive.WatchToken);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_from_what_is_no_token_is_refused(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        using var watch = triage.Ana.WatchQueue(new WatchQueueRequest { WatchToken = "bm90IG9uZQ" });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => NextAsync(watch));

        Assert.Equal((StatusCode.InvalidArgument, "watchToken"), (refusal.StatusCode, Assert.Single(refusal.Fields())));
    }

    /// <summary>Reads on to what is expected: a watch may tell again what its listener knows, and never leaves anything out.</summary>
    private static async Task<WatchQueueResponse> UntilAsync(AsyncServerStreamingCall<WatchQueueResponse> watch, Func<WatchQueueResponse, bool> expected)
    {
        while (true)
        {
            var message = await NextAsync(watch);
            if (expected(message))
                return message;
        }
    }

    private static async Task<WatchQueueResponse> NextAsync(AsyncServerStreamingCall<WatchQueueResponse> watch)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
        return watch.ResponseStream.Current;
    }
}
