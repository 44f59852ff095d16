using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Operations.V1;
using Referrals.Platform.Outbox;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Inbox;

public sealed class InboxTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_redelivered_event_is_applied_once(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        var position = await service.DeliverAsync("cases/a", ProbeService.Matched("cases/a"));
        await service.DeliverAsync(position, ProbeService.Matched("cases/a"));

        Assert.Equal([("cases/a", 1)], await service.NotesAsync());
        Assert.Single(await service.PublishedAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_early_event_waits_and_is_applied_with_its_predecessor(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        await service.DeliverAsync(At("matching", "cases/a", 3), ProbeService.Matched("cases/a"));
        await service.DeliverAsync(At("matching", "cases/a", 2), ProbeService.Matched("cases/a"));
        Assert.Empty(await service.NotesAsync());
        Assert.Equal((2, 0), await service.HeldAsync());

        await service.DeliverAsync(At("matching", "cases/a", 1), ProbeService.Matched("cases/a"));

        Assert.Equal([("cases/a", 1), ("cases/a", 2), ("cases/a", 3)], await service.NotesAsync());
        Assert.Equal((0, 0), await service.HeldAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_event_waits_for_a_cause_that_this_consumer_hears_of(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        var cause = At("matching", "cases/a", 1);
        await service.DeliverAsync(At("routing", "cases/a/countries/PH", 1), ProbeService.Orphaned("cases/a/countries/PH"), cause);
        Assert.Equal((1, 0), await service.HeldAsync());

        await service.DeliverAsync(cause, ProbeService.Matched("cases/a"));

        Assert.Equal([("cases/a", 1), ("cases/a/countries/PH", 1)], await service.NotesAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_waits_for_what_was_waiting_is_applied_with_it_and_not_by_a_later_sweep(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        var cause = At("matching", "cases/a", 1);
        var inCountry = At("routing", "cases/a/countries/PH", 1);
        await service.DeliverAsync(At("matching", "cases/b", 1), ProbeService.Matched("cases/b"), inCountry);
        await service.DeliverAsync(inCountry, ProbeService.Orphaned("cases/a/countries/PH"), cause);
        Assert.Equal((2, 0), await service.HeldAsync());

        await service.DeliverAsync(cause, ProbeService.Matched("cases/a"));

        Assert.Equal([("cases/a", 1), ("cases/a/countries/PH", 1), ("cases/b", 1)], await service.NotesAsync());
        Assert.Equal((0, 0), await service.HeldAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_event_does_not_wait_for_a_cause_that_this_consumer_never_hears_of(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        await service.DeliverAsync(At("routing", "cases/a/countries/PH", 1), ProbeService.Orphaned("cases/a/countries/PH"), At("triage", "cases/a/countries/PH", 7));

        Assert.Single(await service.NotesAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_keeps_failing_is_parked_and_holds_up_only_its_own_stream(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        service.Failures().At["matching:cases/bad#1"] = new InvalidOperationException("[withheld]");
        await Task.WhenAll(
            service.DeliverAsync(At("matching", "cases/bad", 1), ProbeService.Matched("cases/bad")),
            service.DeliverAsync(At("matching", "cases/bad", 2), ProbeService.Matched("cases/bad")),
            service.DeliverAsync(At("matching", "cases/good", 1), ProbeService.Matched("cases/good")));

        Assert.Equal([("cases/good", 1)], await service.NotesAsync());
        Assert.Equal((1, 1), await service.HeldAsync());
        Assert.Contains(await service.AuditBodiesAsync(), body => body.Contains("\"type\":\"parked\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_operator_sees_the_cause_without_content_and_redrives(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        service.Failures().At["matching:cases/bad#1"] = new InvalidOperationException("a name from the content");
        await service.DeliverAsync(At("matching", "cases/bad", 1), ProbeService.Matched("cases/bad"));
        await service.DeliverAsync(At("matching", "cases/bad", 2), ProbeService.Matched("cases/bad"));
        var operations = new OperationsService.OperationsServiceClient(service.As(Callers.Operator));

        var listed = await operations.ListParkedAsync(new ListParkedRequest { State = HeldState.Parked });
        var parked = Assert.Single(listed.Events);
        Assert.Equal(1, parked.Behind);
        Assert.Contains(nameof(InvalidOperationException), parked.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("name", parked.Cause, StringComparison.Ordinal);

        await operations.RedriveAsync(new RedriveRequest { RequestId = "r1", HeldIds = { parked.HeldId } });
        Assert.Equal((1, 1), await service.HeldAsync());

        service.Failures().At.Clear();
        await operations.RedriveAsync(new RedriveRequest { RequestId = "r2", All = true });
        Assert.Equal([("cases/bad", 1), ("cases/bad", 2)], await service.NotesAsync());
        Assert.Equal((0, 0), await service.HeldAsync());
        Assert.Contains(await service.AuditBodiesAsync(), body => body.Contains("\"type\":\"redriven\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_waited_and_keeps_failing_does_not_hold_up_what_it_waited_for(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        service.Failures().At["matching:cases/a#2"] = new InvalidOperationException("[withheld]");
        service.Failures().At["routing:cases/b/countries/PH#1"] = new InvalidOperationException("[withheld]");
        await service.DeliverAsync(At("matching", "cases/a", 2), ProbeService.Matched("cases/a"));
        await service.DeliverAsync(At("routing", "cases/b/countries/PH", 1), ProbeService.Orphaned("cases/b/countries/PH"), At("matching", "cases/b", 1));
        Assert.Equal((2, 0), await service.HeldAsync());

        await service.DeliverAsync(At("matching", "cases/a", 1), ProbeService.Matched("cases/a"));
        await service.DeliverAsync(At("matching", "cases/b", 1), ProbeService.Matched("cases/b"));

        Assert.Equal([("cases/a", 1), ("cases/b", 1)], await service.NotesAsync());
        await Eventually.Async(async () => await service.HeldAsync() == (0, 2), because: "those that fail are parked");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_redriven_is_applied_though_what_waits_behind_it_fails(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        service.Failures().At["matching:cases/a#1"] = new InvalidOperationException("[withheld]");
        service.Failures().At["matching:cases/a#2"] = new InvalidOperationException("[withheld]");
        await service.DeliverAsync(At("matching", "cases/a", 1), ProbeService.Matched("cases/a"));
        await service.DeliverAsync(At("matching", "cases/a", 2), ProbeService.Matched("cases/a"));
        Assert.Equal((1, 1), await service.HeldAsync());

        service.Failures().At.Remove("matching:cases/a#1", out _);
        await new OperationsService.OperationsServiceClient(service.As(Callers.Operator)).RedriveAsync(new RedriveRequest { RequestId = "r1", All = true });

        Assert.Equal([("cases/a", 1)], await service.NotesAsync());
        await Eventually.Async(async () => await service.HeldAsync() == (0, 1), because: "the one behind it is parked");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_publisher_hears_what_of_its_streams_is_applied_or_kept(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        foreach (var sequence in new[] { 1, 2, 5, 4 })
            await service.DeliverAsync(At("matching", "cases/a", sequence), ProbeService.Matched("cases/a"));
        await service.DeliverAsync(At("routing", "cases/b", 1), ProbeService.Orphaned("cases/b"));
        var operations = new OperationsService.OperationsServiceClient(service.As(Callers.Service("matching")));

        var heard = await operations.GetStreamPositionsAsync(new GetStreamPositionsRequest { Service = "triage", Streams = { "cases/b", "cases/a", "cases/none", "cases/a" } });

        Assert.Equal([("cases/b", 0, ""), ("cases/a", 2, "4 5"), ("cases/none", 0, "")], heard.Positions.Select(position => (position.Stream, (int)position.Sequence, string.Join(' ', position.Held))));
        await AssertRefusedAsync(StatusCode.FailedPrecondition, "routing", "cases/a");
        await AssertRefusedAsync(StatusCode.InvalidArgument, "", "cases/a");
        await AssertRefusedAsync(StatusCode.InvalidArgument, "triag", "cases/a");
        await AssertRefusedAsync(StatusCode.InvalidArgument, "triage");
        await AssertRefusedAsync(StatusCode.InvalidArgument, "triage", new string('s', 201));

        async Task AssertRefusedAsync(StatusCode code, string of, params string[] streams) => Assert.Equal(
            code, (await Assert.ThrowsAsync<RpcException>(async () => await operations.GetStreamPositionsAsync(new GetStreamPositionsRequest { Service = of, Streams = { streams } }))).StatusCode);
    }

    [Fact]
    public async Task Of_a_service_or_a_page_that_there_is_not_nobody_hears_that_nothing_is_held()
    {
        await using var service = await ProbeService.StartAsync(StoreKind.Sqlite);
        var operations = new OperationsService.OperationsServiceClient(service.As(Callers.Operator));

        foreach (var call in new Func<Task>[]
        {
            async () => await operations.ListParkedAsync(new ListParkedRequest { Service = "triag" }),
            async () => await operations.ListLatePromisesAsync(new ListLatePromisesRequest { Service = "triag" }),
            async () => await operations.ListLatePromisesAsync(new ListLatePromisesRequest { PageToken = Platform.Commands.PageToken.WriteText("2147483647") }),
            async () => await operations.GetBacklogAsync(new GetBacklogRequest { Service = "triag" }),
            async () => await operations.RedriveAsync(new RedriveRequest { RequestId = "r1", All = true, Service = "triag" }),
        })
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        Assert.Empty((await operations.ListParkedAsync(new ListParkedRequest { Service = "routing" })).Events);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task While_something_needed_is_away_events_wait_and_none_is_parked(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        service.Failures().At["matching:cases/a#1"] = new RpcException(new Status(StatusCode.Unavailable, "away"));
        var delivery = service.DeliverAsync(At("matching", "cases/a", 1), ProbeService.Matched("cases/a"));
        await Task.WhenAny(delivery, Task.Delay(TimeSpan.FromMilliseconds(500)));
        Assert.False(delivery.IsCompleted);
        Assert.Equal((0, 0), await service.HeldAsync());

        service.Failures().At.Clear();
        await delivery;
        Assert.Single(await service.NotesAsync());
    }

    [Fact]
    public async Task Two_instances_that_receive_shuffled_and_doubled_events_apply_each_once_and_in_order()
    {
        await using var first = await ProbeService.StartAsync(StoreKind.Postgres);
        await using var second = await ProbeService.StartAsync(StoreKind.Postgres, new ServiceSettings { Database = first.Database, DataDirectory = first.DataDirectory });
        const int streams = 20;
        const int length = 15;
        var deliveries = Enumerable.Range(0, streams)
            .SelectMany(stream => Enumerable.Range(1, length).Select(sequence => At("matching", $"cases/{stream}", sequence)))
            .SelectMany(position => new[] { (position, first), (position, second) })
            .ToArray();
        new Random(7).Shuffle(deliveries);

        await Task.WhenAll(deliveries.Select(delivery => delivery.Item2.DeliverAsync(delivery.position, ProbeService.Matched(delivery.position.Stream))));

        var notes = await first.NotesAsync();
        Assert.Equal(streams * length, notes.Count);
        Assert.All(notes.GroupBy(note => note.Stream), stream => Assert.Equal(Enumerable.Range(1, length).Select(i => (long)i), stream.Select(note => note.Sequence)));
        Assert.Equal((0, 0), await first.HeldAsync());
    }

    private static EventPosition At(string service, string stream, long sequence) => new(service, stream, sequence);
}
