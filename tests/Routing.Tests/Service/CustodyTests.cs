using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class CustodyTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_transfer_leaves_custody_until_the_other_team_acknowledges(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");
        var source = await routing.HandOffAsync(countryCase, "nbi-ahtrad");

        var transfer = await routing.Team("nbi-ahtrad").TransferAsync(Transfer(source.HandOffId, "picacc"));
        Assert.Equal(transfer.OfferedHandOffId, transfer.HandOff.TransferredTo);
        Assert.Equal("team/nbi-ahtrad", await routing.CustodianAsync(countryCase));
        Assert.Equal("FailedPrecondition TRANSFER_PENDING", await RoutingUnderTest.RefusalAsync(routing.Team("nbi-ahtrad").TransferAsync(Transfer(source.HandOffId, "doj-ooc"))));

        await routing.AcknowledgeAsync(countryCase, "picacc");

        Assert.Equal("team/picacc", await routing.CustodianAsync(countryCase));
        Assert.Equal(HandOffState.Transferred, (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).State);
        Assert.Equal("picacc", Assert.Single(await routing.Service.PublishedAsync<HandOffTransferred>()).ToTeamId);
        var record = Assert.Single(await routing.RecordsAsync("transferred"));
        Assert.Equal(("team/nbi-ahtrad", "team/picacc"), (record.GetProperty("from").GetString(), record.GetProperty("to").GetString()));
        Assert.Equal("transfer", (await routing.HandOffAsync(countryCase, "picacc")).RuleId);
        Assert.Empty((await routing.Team("nbi-ahtrad").GetHandOffAsync(new GetHandOffRequest { HandOffId = source.HandOffId })).Referrals);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_transfer_that_is_declined_stays_with_the_holder(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");
        var source = await routing.HandOffAsync(countryCase, "nbi-ahtrad");
        var transfer = await routing.Team("nbi-ahtrad").TransferAsync(Transfer(source.HandOffId, "picacc"));

        await routing.Team("picacc").DeclineAsync(new DeclineRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = transfer.OfferedHandOffId, Reason = DeclineReason.NoCapacity });

        Assert.Equal("team/nbi-ahtrad", await routing.CustodianAsync(countryCase));
        Assert.Equal((HandOffState.Acknowledged, null), await routing.HandOffAsync(countryCase, "nbi-ahtrad") is var held ? (held.State, held.TransferredTo) : default);
        Assert.Empty(await routing.Service.PublishedAsync<CaseOrphaned>());
        Assert.Equal("OK", await RoutingUnderTest.RefusalAsync(routing.Team("nbi-ahtrad").TransferAsync(Transfer(source.HandOffId, "doj-ooc"))));
    }

    [Theory]
    [InlineData("nbi-ahtrad")]
    [InlineData("nobody")]
    [InlineData("dswd-ro7")]
    public async Task A_transfer_goes_to_another_team_that_takes_the_part(string team)
    {
        await using var routing = await RoutingUnderTest.StartAsync(StoreKind.Sqlite);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");
        var source = await routing.HandOffAsync(countryCase, "nbi-ahtrad");

        Assert.Equal("InvalidArgument INVALID_ARGUMENT", await RoutingUnderTest.RefusalAsync(routing.Team("nbi-ahtrad").TransferAsync(Transfer(source.HandOffId, team))));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_lead_is_not_passed_on_to_the_agency_that_sent_it_nor_to_a_team_that_said_it_has_a_conflict_of_interest(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("doj", IncidentType.LiveStreamed), Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.Team("nbi-ahtrad").DeclineAsync(new DeclineRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).HandOffId,
            Reason = DeclineReason.ConflictOfInterest,
        });
        await routing.AcknowledgeAsync(countryCase, "pnp-wcpc");
        var source = await routing.HandOffAsync(countryCase, "pnp-wcpc");

        foreach (var team in new[] { "doj-ooc", "nbi-ahtrad" })
            Assert.Equal("InvalidArgument INVALID_ARGUMENT", await RoutingUnderTest.RefusalAsync(routing.Team("pnp-wcpc").TransferAsync(Transfer(source.HandOffId, team))));
        Assert.Equal("OK", await RoutingUnderTest.RefusalAsync(routing.Team("pnp-wcpc").TransferAsync(Transfer(source.HandOffId, "picacc"))));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Postgres, false)]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Postgres, true)]
    public async Task A_revocation_gives_custody_back_to_the_desk(StoreKind kind, bool offerNext)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");
        var handOff = await routing.HandOffAsync(countryCase, "nbi-ahtrad");
        var request = new RevokeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = handOff.HandOffId,
            Reason = CustodyChangeReason.NoResponse,
            OfferNext = offerNext,
            ExpectedVersion = handOff.Version + 1,
        };
        Assert.Equal("Aborted VERSION_CHANGED", await RoutingUnderTest.RefusalAsync(routing.Officer().RevokeAsync(request)));
        request.ExpectedVersion = handOff.Version;
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Officer("th").RevokeAsync(request)));

        var revoked = await routing.Officer().RevokeAsync(request);

        Assert.Equal(HandOffState.Revoked, revoked.HandOff.State);
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
        Assert.Equal(offerNext ? "pnp-wcpc" : "", revoked.NextTeamId);
        var orphaned = await routing.Service.PublishedAsync<CaseOrphaned>();
        Assert.Equal(offerNext ? [] : [OrphanReason.Revoked], orphaned.Select(orphan => orphan.Reason));
        var record = Assert.Single(await routing.RecordsAsync("revoked"));
        Assert.Equal(("team/nbi-ahtrad", "desk/ph", "NO_RESPONSE"), (record.GetProperty("from").GetString(), record.GetProperty("to").GetString(), record.GetProperty("justification").GetString()));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_arrest_with_an_outstanding_task_stays_open_until_the_task_is_done(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("us-ice", IncidentType.TravellingOffender));
        await routing.AcknowledgeAsync(countryCase, "pnp-acg-racu7");
        var id = (await routing.HandOffAsync(countryCase, "pnp-acg-racu7")).HandOffId;
        var racu = routing.Team("pnp-acg-racu7");

        var arrest = new RecordOutcomeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = id,
            Outcome = new HandOffOutcome { Outcome = Outcome.Arrest, PersonsArrested = 1, PersonsSafeguarded = 1, Usefulness = Usefulness.Yes },
            Tasks = { new TaskToDo { Task = OutstandingTask.LocateChild, DueAt = routing.Now.AddDays(14).ToTimestamp() } },
        };
        var open = (await racu.RecordOutcomeAsync(arrest)).HandOff;
        Assert.Equal(HandOffState.InProgress, open.State);
        Assert.Equal(OutstandingTask.LocateChild, Assert.Single(open.OpenTasks).Task);
        await routing.AdvanceAsync(TimeSpan.FromDays(15));
        Assert.True(Assert.Single((await racu.ListInboxAsync(new ListInboxRequest { Overdue = true })).HandOffs).OpenTasks[0].Overdue);

        var done = (await racu.RecordOutcomeAsync(new RecordOutcomeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = id,
            Outcome = new HandOffOutcome { Outcome = Outcome.Conviction, PersonsSafeguarded = 1 },
            TasksDone = { OutstandingTask.LocateChild },
        })).HandOff;

        Assert.Equal(HandOffState.Completed, done.State);
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
        Assert.Equal([Outcome.Arrest, Outcome.Conviction], (await routing.Service.PublishedAsync<OutcomeRecorded>()).Select(outcome => outcome.Outcome));
        Assert.Single(await routing.Service.PublishedAsync<HandOffCompleted>());
        var completed = Assert.Single(await routing.RecordsAsync("completed"));
        Assert.Equal(("team/pnp-acg-racu7", "desk/ph"), (completed.GetProperty("from").GetString(), completed.GetProperty("to").GetString()));
        var row = await routing.HandOffAsync(countryCase, "pnp-acg-racu7");
        Assert.Equal((2, 1), (row.Safeguarded, row.Arrested));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_of_three_years_carries_the_policy_versions_of_both(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind, new DateTimeOffset(2017, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("us-fbi", IncidentType.Trafficking, ""));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");

        await routing.AdvanceAsync(TimeSpan.FromDays(3 * 365 + 30));
        await routing.Team("nbi-ahtrad").RecordOutcomeAsync(new RecordOutcomeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).HandOffId,
            Outcome = new HandOffOutcome { Outcome = Outcome.Conviction },
        });

        Assert.Equal("ph-2016.1", (await routing.RecordsAsync("acknowledged"))[0].GetProperty("policyVersion").GetString());
        Assert.Equal("ph-2020.1", (await routing.RecordsAsync("outcome"))[0].GetProperty("policyVersion").GetString());
    }

    private static TransferRequest Transfer(string handOffId, string team) => new()
    {
        RequestId = RoutingUnderTest.NewRequest(),
        HandOffId = handOffId,
        ToTeamId = team,
        Reason = CustodyChangeReason.JoinedOperation,
    };
}
