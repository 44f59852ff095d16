using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Referrals.Audit.V1;
using Referrals.Operations.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Promises;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Promises;

public sealed class PromiseWatchTests
{
    private readonly ScriptedLog log = new();
    private readonly ShiftedTime time = new();

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_not_in_the_log_after_a_minute_is_shown_recorded_and_an_alarm_until_it_is(StoreKind kind)
    {
        await using var audit = await FakeService.StartAsync(log);
        await using var service = await StartAsync(kind, audit);
        log.IsAway = true;
        await RecordAsync(service, "cases/a");
        await RecordAsync(service, "cases/a");
        await RecordAsync(service, "cases/b");

        time.Advance(TimeSpan.FromSeconds(50));
        await SweepAsync(service);
        Assert.Empty(await LateAsync(service));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(service));

        time.Advance(TimeSpan.FromSeconds(20));
        await SweepAsync(service);
        await SweepAsync(service);
        Assert.Equal([("triage", "cases/a", 1L, true), ("triage", "cases/b", 1L, true)], (await LateAsync(service)).Select(late => (late.Service, late.Stream, late.Sequence, late.NotedAt is not null)).Order());
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(service));
        var record = JsonDocument.Parse(Assert.Single(await service.AuditBodiesAsync(), body => body.Contains("promise_late", StringComparison.Ordinal))).RootElement;
        Assert.Equal(("promises", "2", "triage:cases/a#1"), (record.GetProperty("stream").GetString(), Detail(record, "streams"), Detail(record, "first")));

        log.IsAway = false;
        log.Heads["cases/a"] = 2;
        await SweepAsync(service);
        Assert.Equal(["cases/b"], (await LateAsync(service)).Select(late => late.Stream));
        log.Heads["cases/b"] = 1;
        await SweepAsync(service);
        Assert.Empty(await LateAsync(service));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(service));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_stream_that_never_rests_is_late_only_when_the_log_stays_behind(StoreKind kind)
    {
        await using var audit = await FakeService.StartAsync(log);
        await using var service = await StartAsync(kind, audit);
        for (var made = 1; made <= 6; made++)
        {
            await RecordAsync(service, "security");
            time.Advance(TimeSpan.FromSeconds(35));
            log.Heads["security"] = made - 1;
            await SweepAsync(service);
            Assert.Empty(await LateAsync(service));
        }

        time.Advance(TimeSpan.FromSeconds(70));
        await SweepAsync(service);

        Assert.Equal(["security"], (await LateAsync(service)).Select(late => late.Stream));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_record_made_while_the_log_is_asked_is_not_taken_for_kept(StoreKind kind)
    {
        await using var audit = await FakeService.StartAsync(log);
        await using var service = await StartAsync(kind, audit);
        await RecordAsync(service, "cases/a");
        log.Heads["cases/a"] = 1;
        log.WhenAsked = () => RecordAsync(service, "cases/a");
        time.Advance(TimeSpan.FromSeconds(30));
        await SweepAsync(service);

        log.WhenAsked = () => Task.CompletedTask;
        await SweepAsync(service);
        time.Advance(TimeSpan.FromSeconds(70));
        await SweepAsync(service);

        Assert.Equal([2L], (await LateAsync(service)).Select(late => late.Sequence));
    }

    [Fact]
    public async Task More_streams_than_are_asked_for_at_once_are_all_settled()
    {
        await using var audit = await FakeService.StartAsync(log);
        await using var service = await StartAsync(StoreKind.Sqlite, audit);
        await RecordManyAsync(service);
        for (var i = 0; i < 1100; i++)
            log.Heads[$"cases/{i}"] = i % 100 == 7 ? 0 : 1;
        time.Advance(TimeSpan.FromSeconds(70));

        await SweepAsync(service);

        Assert.Equal(11, (await LateAsync(service)).Count);
    }

    [Fact]
    public async Task A_log_that_is_away_is_asked_once_a_sweep_and_all_that_is_late_is_noted()
    {
        await using var audit = await FakeService.StartAsync(log);
        await using var service = await StartAsync(StoreKind.Sqlite, audit);
        log.IsAway = true;
        await RecordManyAsync(service);

        time.Advance(TimeSpan.FromSeconds(30));
        await SweepAsync(service);
        Assert.Equal(1, log.Asked);
        Assert.Empty(await LateAsync(service));

        time.Advance(TimeSpan.FromSeconds(40));
        await SweepAsync(service);
        Assert.Equal(2, log.Asked);
        var record = JsonDocument.Parse((await service.AuditBodiesAsync()).First(body => body.Contains("promise_late", StringComparison.Ordinal))).RootElement;
        Assert.Equal("500", Detail(record, "streams"));
        Assert.Equal(3, (await service.AuditBodiesAsync()).Count(body => body.Contains("promise_late", StringComparison.Ordinal)));
    }

    private static Task RecordManyAsync(ServiceUnderTest<ProbeDbContext> service) => service.Store.ExecuteAsync(
        (work, _) =>
        {
            for (var i = 0; i < 1100; i++)
                work.Record($"cases/{i}", new AuditEntry { Type = AuditTypes.Opened });
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private Task<ServiceUnderTest<ProbeDbContext>> StartAsync(StoreKind kind, FakeService audit) => ProbeService.StartAsync(kind, new ServiceSettings
    {
        Time = time,
        Configuration = new Dictionary<string, string> { ["Services:audit"] = audit.Address, ["Promises:AskEvery"] = "00:00:20" },
    });

    private static Task RecordAsync(ServiceUnderTest<ProbeDbContext> service, string stream) => service.Store.ExecuteAsync(
        (work, _) =>
        {
            work.Record(stream, new AuditEntry { Type = AuditTypes.Opened });
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private static Task SweepAsync(ServiceUnderTest<ProbeDbContext> service) =>
        service.Services.GetRequiredService<PromiseWatch<ProbeDbContext>>().SweepAsync(CancellationToken.None);

    private static async Task<IReadOnlyList<LatePromise>> LateAsync(ServiceUnderTest<ProbeDbContext> service) =>
        (await new OperationsService.OperationsServiceClient(service.As(Callers.Operator)).ListLatePromisesAsync(new ListLatePromisesRequest())).Promises;

    private static async Task<HealthStatus> HealthAsync(ServiceUnderTest<ProbeDbContext> service) =>
        (await service.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["promises"].Status;

    private static string? Detail(JsonElement record, string name) => record.GetProperty("details").GetProperty(name).GetString();

    private sealed class ScriptedLog : AuditService.AuditServiceBase
    {
        public Dictionary<string, long> Heads { get; } = [];

        public bool IsAway { get; set; }

        public int Asked { get; private set; }

        public Func<Task> WhenAsked { get; set; } = () => Task.CompletedTask;

        public override async Task<GetStreamHeadsResponse> GetStreamHeads(GetStreamHeadsRequest request, ServerCallContext context)
        {
            Asked++;
            if (IsAway)
                throw new RpcException(new Status(StatusCode.Internal, "away"));
            await WhenAsked();
            return new GetStreamHeadsResponse { Heads = { request.Streams.Select(stream => new StreamHead { Stream = stream, Sequence = Heads.GetValueOrDefault(stream) }) } };
        }
    }
}
