using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Referrals.Operations.V1;
using Referrals.Platform.Hosting;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Delivery;

/// <summary>An event is kept until those who listen have it, whatever becomes of the broker.</summary>
public sealed class DeliveryWatchTests(RabbitMqServer broker, PostgresServer postgres)
    : IClassFixture<RabbitMqServer>, IClassFixture<PostgresServer>, IAsyncLifetime, IDisposable
{
    private const int Streams = 20;
    private const int Length = 20;
    private readonly TempDirectory directory = new();
    private readonly int port = FreePort.Next();
    private TestDatabase? consumerDatabase;
    private TestVirtualHost? host;
    private FakeService? others;

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_the_broker_has_lost_is_sent_again_and_applied_once(bool flowGoesOn)
    {
        await using var publisher = await StartPublisherAsync();
        await using (var before = await StartConsumerAsync())
        {
            await PublishAllAsync(publisher, 1);
            await Eventually.Async(async () => await OnBusAsync(publisher) == 0 && (await before.NotesAsync()).Count == Streams);
        }

        // The publisher has sent, the consumer has not heard, and the broker has nothing of it: its disks were lost, or the databases were set back.
        var after = flowGoesOn ? 1 : 0;
        await PublishAllAsync(publisher, Length - 1 - after);
        Assert.Equal(Streams * (Length - 1 - after), await LoseAsync());
        await PublishAllAsync(publisher, after);
        await using var consumer = await StartConsumerAsync();

        await AssertAllArrivedAsync(publisher, consumer);
        Assert.Contains(await publisher.AuditBodiesAsync(), body => body.Contains("\"type\":\"sent_again\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_listener_keeps_need_not_be_kept_for_it_and_what_none_answers_for_is()
    {
        await using var publisher = await StartPublisherAsync();
        await using (var consumer = await StartConsumerAsync())
        {
            consumer.Failures().At["matching:cases/0#1"] = new InvalidOperationException("[withheld]");
            await PublishAllAsync(publisher, 3, streams: 2);
            await Eventually.Async(async () => await consumer.HeldAsync() == (2, 1) && await OnBusAsync(publisher) == 0);
        }

        await PublishAllAsync(publisher, 1, streams: 2);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(2, await OnBusAsync(publisher));
    }

    [Fact]
    public async Task A_queue_that_is_only_long_is_not_sent_again()
    {
        await (await StartConsumerAsync()).DisposeAsync();
        var slow = new HasTheFirst();
        await using var triage = await FakeService.StartAsync(slow);
        await using var publisher = await StartPublisherAsync(triage.Address);
        await PublishAllAsync(publisher);

        // Something was sent again to see whether it arrives; then the queue goes on where it was.
        await Eventually.Async(async () => await SentAgainAsync(publisher) > 0, because: "all is overdue");
        for (var round = 1; round <= 5; round++)
        {
            slow.Sequence = round;
            await Eventually.Async(async () => await OnBusAsync(publisher) + await publisher.OutboxDepthAsync() <= Streams * (Length - slow.Sequence), because: "what has arrived goes");
        }

        Assert.InRange(await SentAgainAsync(publisher), 1, Streams * Length / 4);
        Assert.DoesNotContain(await publisher.AuditBodiesAsync(), body => body.Contains("\"type\":\"sent_again\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_sent_while_a_clock_was_ahead_is_asked_for_all_the_same()
    {
        await (await StartConsumerAsync()).DisposeAsync();
        var slow = new HasTheFirst();
        await using var triage = await FakeService.StartAsync(slow);
        await using var publisher = await StartPublisherAsync(triage.Address);
        await PublishAllAsync(publisher, 1);
        await publisher.Store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync("update outbox set sent_at = sent_at + interval '1 year' where sent_at is not null", [], token), CancellationToken.None);

        slow.Sequence = 1;

        await Eventually.Async(async () => await OnBusAsync(publisher) == 0, because: "the listener has all");
    }

    public async Task InitializeAsync()
    {
        consumerDatabase = await postgres.CreateDatabaseAsync();
        host = await broker.CreateVirtualHostAsync();
        others = await FakeService.StartAsync(new HasEverything());
    }

    public async Task DisposeAsync() => await others!.DisposeAsync();

    public void Dispose() => directory.Dispose();

    private static async Task PublishAllAsync(ServiceUnderTest<PublisherDbContext> publisher, int length = Length, int streams = Streams)
    {
        for (var i = 0; i < length; i++)
            await Task.WhenAll(Enumerable.Range(0, streams).Select(stream => publisher.PublishAsync($"cases/{stream}")));
        await Eventually.Async(async () => await publisher.OutboxDepthAsync() == 0, because: "the broker takes all");
    }

    private static async Task AssertAllArrivedAsync(ServiceUnderTest<PublisherDbContext> publisher, ServiceUnderTest<ProbeDbContext> consumer)
    {
        await Eventually.Async(async () => await OnBusAsync(publisher) == 0 && await publisher.OutboxDepthAsync() == 0, TimeSpan.FromMinutes(1), "the consumer has all");
        var notes = await consumer.NotesAsync();
        Assert.Equal(Streams, notes.Select(note => note.Stream).Distinct().Count());
        Assert.All(notes.GroupBy(note => note.Stream), stream => Assert.Equal(Enumerable.Range(1, Length).Select(i => (long)i), stream.Select(note => note.Sequence)));
        Assert.Equal((0, 0), await consumer.HeldAsync());
    }

    private static async Task<long> OnBusAsync(ServiceUnderTest<PublisherDbContext> publisher) =>
        (await publisher.Services.GetServices<IServiceHost>().Single().GetBacklogAsync(CancellationToken.None)).OnBus;

    private static Task<long> SentAgainAsync(ServiceUnderTest<PublisherDbContext> publisher) =>
        publisher.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>("select coalesce(sum(sent_again), 0) from outbox", [], token), CancellationToken.None);

    /// <summary>Empties the consumer's queue; how many events were in it.</summary>
    private async Task<int> LoseAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = host!.Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var lost = 0;
        while (await channel.BasicGetAsync("referrals.triage", autoAck: true) is { } message)
            lost += JsonDocument.Parse(message.Body).RootElement.GetProperty("message").GetProperty("events").GetArrayLength();
        return lost;
    }

    private Task<ServiceUnderTest<ProbeDbContext>> StartConsumerAsync() =>
        ProbeService.StartAsync(StoreKind.Postgres, Settings(consumerDatabase) with { Configuration = Configuration(("Listen:Grpc", $"{port}")) });

    private Task<ServiceUnderTest<PublisherDbContext>> StartPublisherAsync(string? triage = null) => PublisherService.StartAsync(StoreKind.Postgres, Settings(null, triage));

    private ServiceSettings Settings(TestDatabase? database, string? triage = null) => new()
    {
        Database = database,
        DataDirectory = directory.Path,
        Configuration = Configuration(("Services:triage", triage ?? $"http://127.0.0.1:{port}"), ("Services:intake", others!.Address), ("Services:routing", others.Address)),
    };

    private Dictionary<string, string> Configuration(params (string Name, string Value)[] further) => new(further.ToDictionary(one => one.Name, one => one.Value))
    {
        ["Bus:Provider"] = "rabbitmq",
        ["Bus:Address"] = host!.Address.ToString(),
        ["Bus:AskEvery"] = "00:00:00.2",
        ["Bus:LostAfter"] = "00:00:01",
    };

    /// <summary>The other listeners, which have heard of all.</summary>
    private sealed class HasEverything : OperationsService.OperationsServiceBase
    {
        public override Task<GetStreamPositionsResponse> GetStreamPositions(GetStreamPositionsRequest request, ServerCallContext context) => Task.FromResult(new GetStreamPositionsResponse
        {
            Positions = { request.Streams.Select(stream => new StreamPosition { Stream = stream, Sequence = long.MaxValue }) },
        });
    }

    /// <summary>A listener that has taken so many of each stream out of its queue.</summary>
    private sealed class HasTheFirst : OperationsService.OperationsServiceBase
    {
        public volatile int Sequence;

        public override Task<GetStreamPositionsResponse> GetStreamPositions(GetStreamPositionsRequest request, ServerCallContext context) => Task.FromResult(new GetStreamPositionsResponse
        {
            Positions = { request.Streams.Select(stream => new StreamPosition { Stream = stream, Sequence = Sequence }) },
        });
    }
}
