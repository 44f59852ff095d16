using System.Diagnostics;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Bus;

public sealed class RabbitMqTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>
{
    private const int Streams = 10;
    private const int Length = 40;

    [Fact]
    public async Task Every_event_reaches_the_consumer_once_and_in_order()
    {
        var host = await broker.CreateVirtualHostAsync();
        await using var consumer = await ProbeService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));
        await using var publisher = await PublisherService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));

        await PublishAllAsync(publisher);

        await AssertAllArrivedAsync(publisher, consumer);
    }

    [Fact]
    public async Task What_is_published_before_any_consumer_has_ever_started_is_kept()
    {
        var host = await broker.CreateVirtualHostAsync();
        await using var publisher = await PublisherService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));
        await PublishAllAsync(publisher);
        await Eventually.Async(async () => await publisher.MostAttemptsAsync() > 0, because: "the broker returns what no queue takes");

        await using var consumer = await ProbeService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));

        await AssertAllArrivedAsync(publisher, consumer);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_broker_is_killed_while_events_flow()
    {
        await using var own = await RabbitMqServer.StartPrivateAsync();
        var host = await own.CreateVirtualHostAsync();
        await using var consumer = await ProbeService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));
        await using var publisher = await PublisherService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));

        var publishing = PublishAllAsync(publisher);
        await Eventually.Async(async () => (await consumer.NotesAsync()).Count > 5);
        await own.KillAsync();
        await publishing;
        await own.StartAsync();

        await AssertAllArrivedAsync(publisher, consumer);
    }

    [Fact]
    public async Task A_trace_goes_on_from_the_publishing_transaction_to_the_consumer()
    {
        using var spans = new SpanRecorder();
        var host = await broker.CreateVirtualHostAsync();
        await using var consumer = await ProbeService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));
        await using var publisher = await PublisherService.StartAsync(StoreKind.Postgres, OnBroker(host.Address));

        ActivityTraceId trace;
        using (var request = spans.Source.StartActivity("request"))
        {
            trace = request!.TraceId;
            await publisher.PublishAsync("cases/traced");
        }

        await Eventually.Async(() => spans.Names(trace).Contains("triage consume ReferralMatched"));
        Assert.Contains("matching publish ReferralMatched", spans.Names(trace));
    }

    private static ServiceSettings OnBroker(Uri address) => new()
    {
        Configuration = new Dictionary<string, string> { ["Bus:Provider"] = "rabbitmq", ["Bus:Address"] = address.ToString() },
    };

    private static async Task PublishAllAsync(ServiceUnderTest<PublisherDbContext> publisher)
    {
        for (var i = 0; i < Length; i++)
            await Task.WhenAll(Enumerable.Range(0, Streams).Select(stream => publisher.PublishAsync($"cases/{stream}")));
    }

    private static async Task AssertAllArrivedAsync(ServiceUnderTest<PublisherDbContext> publisher, ServiceUnderTest<ProbeDbContext> consumer)
    {
        await Eventually.Async(async () => await publisher.OutboxDepthAsync() == 0, TimeSpan.FromMinutes(2), "the outbox drains");
        await Eventually.Async(async () => (await consumer.NotesAsync()).Count >= Streams * Length, TimeSpan.FromMinutes(2), "all are applied");
        var notes = await consumer.NotesAsync();
        Assert.Equal(Streams * Length, notes.Count);
        Assert.All(notes.GroupBy(note => note.Stream), stream => Assert.Equal(Enumerable.Range(1, Length).Select(i => (long)i), stream.Select(note => note.Sequence)));
        Assert.Equal((0, 0), await consumer.HeldAsync());
    }
}
