using System.Runtime.CompilerServices;
using Referrals.Platform.Limits;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Limits;

/// <summary>Whose call runs next, seen between one call and the next: nothing here waits.</summary>
public sealed class TurnsTests
{
    private const string Flooding = "agency/uk-nca";
    private const string Other = "agency/us-ice";
    private const int FewCalls = 4;
    private const int NoEnd = int.MaxValue;
    private readonly ManualTime time = new();

    [Fact]
    public void One_who_floods_has_the_process_to_itself_until_another_comes()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 64, SharedCalls = 6 }, time);
        var flood = Calls(turns, Flooding, 300);
        Assert.Equal(64, flood.Running);

        // However many calls of it run, another's runs at once.
        Calls(turns, Other, 1).End(1);
        flood.End(58);
        Assert.Equal(6, flood.Running);
        flood.End(1);
        Assert.Equal(6, flood.Running);

        // Once the other has gone, the next that ends makes room for all.
        time.Advance(TimeSpan.FromSeconds(6));
        flood.End(1);
        Assert.Equal(64, flood.Running);
    }

    [Fact]
    public void A_caller_with_few_calls_never_waits_however_many_flood()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 64, SharedCalls = 2 }, time);
        for (var agency = 0; agency < 20; agency++)
            Calls(turns, $"agency/a-{agency}", 100);

        for (var round = 0; round < 1_000; round++)
        {
            var calls = Calls(turns, Other, 4);
            Assert.Equal(4, calls.Running);
            calls.End(4);
        }
    }

    [Fact]
    public void Those_who_flood_take_turns()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 64, SharedCalls = 1 }, time);
        Line[] floods = [Calls(turns, "agency/one", 400, fewCalls: 1), Calls(turns, "agency/two", 100, fewCalls: 1), Calls(turns, "agency/three", 100, fewCalls: 1)];
        var light = Calls(turns, Other, 1, fewCalls: 1);
        foreach (var flood in floods)
            flood.End(flood.Running);
        var order = new List<int>();
        for (var i = 0; i < 90; i++)
        {
            var which = Array.FindIndex(floods, flood => flood.Running > 0);
            order.Add(which);
            floods[which].End(1);
        }

        Assert.Equal(1, light.Running);
        Assert.All(order.Chunk(3), round => Assert.Equal(3, round.Distinct().Count()));
    }

    [Fact]
    public async Task A_shared_turn_rests_for_some_times_as_long_as_its_call_ran_while_somebody_else_is_there()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 64, SharedCalls = 1, SharedRest = 3 }, time);
        var flood = Calls(turns, Flooding, 100, fewCalls: 1);
        var other = Calls(turns, Other, 1, fewCalls: 1);
        flood.End(63);
        time.Advance(TimeSpan.FromMilliseconds(10));

        flood.End(1);
        await Eventually.Async(() => time.NextDue is not null, because: "the turn rests");
        time.Advance(TimeSpan.FromMilliseconds(29));
        Assert.Equal(0, flood.Running);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.Async(() => flood.Running == 1, because: "it is given on");

        // Once nobody else is there turns do not rest.
        other.End(1);
        time.Advance(TimeSpan.FromSeconds(6));
        flood.End(1);
        Assert.True(flood.Running > 1);
        Assert.Null(time.NextDue);
    }

    [Fact]
    public async Task A_line_that_is_full_takes_no_more()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 2 }, time);
        Calls(turns, Flooding, 5);

        Assert.Null(await turns.TakeAsync(Flooding, FewCalls, longestLine: 3, CancellationToken.None));
        Assert.NotNull(await turns.TakeAsync(Other, FewCalls, longestLine: 0, CancellationToken.None));
    }

    [Fact]
    public void Who_leaves_the_line_takes_no_turn()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 1 }, time);
        var first = Calls(turns, Flooding, 1);
        using var leaving = new CancellationTokenSource();
        var left = turns.TakeAsync(Flooding, FewCalls, NoEnd, leaving.Token).AsTask();
        var next = Calls(turns, Flooding, 1);

        leaving.Cancel();
        first.End(1);

        Assert.True(left.IsCanceled);
        Assert.Equal(1, next.Running);
        next.End(1);
        Assert.Equal(1, Calls(turns, Flooding, 1).Running);
    }

    [Fact]
    public void Whoever_comes_and_leaves_again_without_end_takes_up_nothing()
    {
        var turns = new Turns(new LimitOptions { ConcurrentCalls = 1 }, time);
        var running = Calls(turns, Flooding, 1);

        var left = ComeAndLeave(turns, 1_000);
        GC.Collect();

        Assert.Equal(0, left.Count(call => call.IsAlive));
        Assert.Equal(1, running.Running);
        Assert.Equal(0, Calls(turns, Flooding, 1).Running);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> ComeAndLeave(Turns turns, int times)
    {
        var left = new List<WeakReference>();
        for (var i = 0; i < times; i++)
        {
            using var leaving = new CancellationTokenSource();
            left.Add(new WeakReference(turns.TakeAsync(Flooding, FewCalls, longestLine: 1, leaving.Token).AsTask()));
            leaving.Cancel();
        }

        return left;
    }

    private static Line Calls(Turns turns, string caller, int count, int fewCalls = FewCalls) => new([.. Enumerable.Range(0, count).Select(_ => turns.TakeAsync(caller, fewCalls, NoEnd, CancellationToken.None).AsTask())]);

    private sealed class Line(List<Task<IDisposable?>> calls)
    {
        private int ended;

        public int Running => calls.Count(call => call.IsCompleted) - ended;

        public void End(int count)
        {
            foreach (var call in calls.Where(call => call.IsCompleted).Skip(ended).Take(count).ToList())
            {
                ended++;
                call.GetAwaiter().GetResult()!.Dispose();
            }
        }
    }
}
