using System.Text.Json;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Outbox;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Outbox;

public sealed class OutboxTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Sequences_of_a_stream_have_no_gaps_whoever_writes_at_once_and_whatever_rolls_back(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => PublishAsync(service, $"cases/{i % 3}", fails: i % 4 == 0, continues: i % 2 == 0)));

        var published = await service.PublishedAsync();
        Assert.Equal(45, published.Count);
        Assert.All(published.GroupBy(e => e.Stream), stream =>
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(i => (long)i), stream.Select(e => e.Sequence).Order()));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_stream_is_begun_once_and_goes_on_from_there(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        await BeginAsync("cases/a");
        await PublishAsync(service, "cases/a", fails: false);
        await Assert.ThrowsAnyAsync<Exception>(() => BeginAsync("cases/a"));
        await PublishAsync(service, "cases/b", fails: false);

        Assert.Equal(
            [("cases/a", 1), ("cases/a", 2), ("cases/a", 3), ("cases/b", 1)],
            (await service.PublishedAsync()).Select(e => (e.Stream, e.Sequence)).Order());

        Task BeginAsync(string stream) => service.Store.ExecuteAsync(
            (work, _) =>
            {
                work.Begin(stream);
                work.Publish(stream, ProbeService.Matched(stream));
                work.Publish(stream, ProbeService.Matched(stream));
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_fails_beside_the_commit_is_undone_with_all_the_rest(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        await PublishAsync(service, "cases/a", fails: false);
        await Assert.ThrowsAnyAsync<Exception>(() => service.Store.ExecuteAsync(
            (work, _) =>
            {
                work.Continue(["cases/a"]);
                work.Publish("cases/a", ProbeService.Matched("cases/a"));
                work.Sql.Later("insert into notes (id) values (null)", []);
                return Task.CompletedTask;
            },
            CancellationToken.None));
        await PublishAsync(service, "cases/a", fails: false);

        Assert.Equal([1L, 2L], (await service.PublishedAsync()).Select(e => e.Sequence));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_event_names_its_cause_and_a_record_the_record_before_it(StoreKind kind)
    {
        await using var service = await ProbeService.StartAsync(kind);
        var position = new EventPosition("matching", "cases/a", 1);
        await service.DeliverAsync(position, ProbeService.Matched("cases/a"), auditCause: new EventPosition("matching", "cases/a", 4));

        Assert.Equal(position, Assert.Single(await service.PublishedAsync()).Cause);
        var body = JsonDocument.Parse(Assert.Single(await service.AuditBodiesAsync())).RootElement;
        Assert.Equal("matching:cases/a#4", body.GetProperty("cause").GetString());
        Assert.Equal(1, body.GetProperty("sequence").GetInt64());
        Assert.Equal("triage", body.GetProperty("service").GetString());
    }

    [Fact]
    public void A_record_is_canonical_json()
    {
        var entry = new AuditEntry { Type = "accepted", Details = new Dictionary<string, string> { ["z"] = "\u00e9\"\n", ["a"] = "1" } };
        var body = AuditBody.Write(entry, new EventPosition("triage", "s", 2), null, DateTimeOffset.UnixEpoch);
        Assert.Equal(
            """{"details":{"a":"1","z":"é\"\n"},"sequence":2,"service":"triage","stream":"s","time":"1970-01-01T00:00:00.000000Z","type":"accepted","version":1}""",
            body);
    }

    [Fact]
    public void The_wire_names_of_events_do_not_change() => Assert.Equal(
        [
            "CaseAccepted", "CaseEscalated", "CaseOpened", "CaseOrphaned", "CaseRejected", "CaseSplit", "CasesMerged", "ConsentGiven", "ConsentRefused",
            "ConsentRequested", "DeconflictionChanged", "FeedbackLapsed", "HandOffAcknowledged", "HandOffCompleted", "HandOffDeclined", "HandOffOffered", "HandOffRevoked", "HandOffTimedOut",
            "HandOffTransferred", "IdentifierQueried", "InformationAdded", "InformationRequestAnswered", "InformationRequested", "OutcomeRecorded", "PriorityChanged",
            "ProgressRecorded", "ReferralErased", "ReferralLinked", "ReferralMatched", "ReferralReceived", "ReferralUpdated", "ReferralWithdrawn",
        ],
        Topology.EventTypes.Keys.Select(name => name.Replace("Referrals.Contracts.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static async Task PublishAsync(ServiceUnderTest<ProbeDbContext> service, string stream, bool fails, bool continues = false)
    {
        try
        {
            await service.Store.ExecuteAsync(
                async (work, token) =>
                {
                    await Task.Yield();
                    if (continues)
                        work.Continue([stream]);
                    work.Publish(stream, new CaseEscalated { CountryCase = stream, Desk = "ph", Justification = Common.V1.JustificationCode.ChildAtRisk });
                    if (fails)
                        await work.Sql.ExecuteAsync("insert into notes (id) values (null)", [], token);
                },
                CancellationToken.None);
        }
        catch (Exception) when (fails)
        {
            // Rolled back, as the test wants.
        }
    }
}
