using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class PromiseTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_answer_of_a_hand_off_promises_the_records_that_the_call_left_in_the_log(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var before = (await routing.Service.AuditBodiesAsync()).Count;
        var first = await routing.HandOffAsync(countryCase, "nbi-ahtrad");
        var request = new DeclineRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = first.HandOffId, Reason = DeclineReason.NoCapacity };

        var declined = await routing.Team("nbi-ahtrad").DeclineAsync(request);
        var next = (await routing.HandOffAsync(countryCase, declined.NextTeamId)).HandOffId;
        var team = routing.Team(declined.NextTeamId);
        var acknowledged = await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = next, TeamReference = "T-1" });
        var progress = await team.RecordProgressAsync(new RecordProgressRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = next, Code = ProgressCode.AssessmentStarted });
        var outcome = await team.RecordOutcomeAsync(new RecordOutcomeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = next,
            Outcome = new HandOffOutcome { Outcome = Outcome.Arrest },
        });

        Assert.Equal(["declined", "offered"], Types(routing, declined.Promises));
        Assert.Equal(["acknowledged"], Types(routing, acknowledged.Promises));
        Assert.Equal(["progress"], Types(routing, progress.Promises));
        Assert.Contains("outcome", Types(routing, outcome.Promises));
        Assert.Equal(
            (await routing.Service.AuditBodiesAsync()).Skip(before),
            Bodies(routing, [.. declined.Promises, .. acknowledged.Promises, .. progress.Promises, .. outcome.Promises]));
        Assert.Equal(declined, await routing.Team("nbi-ahtrad").DeclineAsync(request));
    }

    private static IEnumerable<string?> Types(RoutingUnderTest routing, IEnumerable<SignedPromise> promises) =>
        Bodies(routing, promises).Select(body => JsonDocument.Parse(body).RootElement.GetProperty("type").GetString());

    private static IReadOnlyList<string> Bodies(RoutingUnderTest routing, IEnumerable<SignedPromise> promises) =>
        PromisedBodies.Of(routing.Service.DataDirectory, "routing", promises);
}
