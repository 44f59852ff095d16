using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class InformationTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_under_H2_waits_and_goes_on_when_its_originator_consents(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-07", HandlingCondition.H2);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);

        Assert.Empty(await routing.StandingAsync(countryCase));
        Assert.Equal(referral.ReferralId, Assert.Single(await routing.Service.PublishedAsync<ConsentRequested>()).ReferralId);
        Assert.Single(await routing.RecordsAsync("consent_requested"));

        await routing.UpdateAsync(countryCase, referral, ReferralChange.ConsentGiven, ConsentScope.CountryTeams);

        Assert.Equal(["Lead nbi-ahtrad Offered", "Support ngo-partner Offered", "Aftercare dswd-ro7 Offered"], await routing.StandingAsync(countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_consent_for_the_lead_only_is_carried_by_the_lead_only(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-07", HandlingCondition.H2);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);

        await routing.UpdateAsync(countryCase, referral, ReferralChange.ConsentGiven, ConsentScope.LeadTeam);

        Assert.Equal(["Lead nbi-ahtrad Offered"], await routing.StandingAsync(countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_waits_stays_behind_while_the_rest_goes_on(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var open = Cases.Referral("us-fbi", IncidentType.LiveStreamed);
        var held = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-07", HandlingCondition.H2);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, open, held);

        var offered = (await routing.Service.PublishedAsync<HandOffOffered>())[0];
        Assert.Equal([open.ReferralId], offered.ReferralIds);
        Assert.Equal((1, 1), (offered.ReferralCount, offered.WaitingCount));
        var inbox = Assert.Single((await routing.Team("nbi-ahtrad").ListInboxAsync(new ListInboxRequest())).HandOffs);
        Assert.Equal((1, 1), (inbox.ReferralCount, inbox.ReferralsWaiting));
        Assert.Equal(["us-fbi"], inbox.AgencyIds);

        await routing.UpdateAsync(countryCase, held, ReferralChange.ConsentGiven, ConsentScope.CountryTeams);
        Assert.Equal(3, (await routing.RecordsAsync("handed_on")).Count);
        var detail = await routing.Team("nbi-ahtrad").GetHandOffAsync(new GetHandOffRequest { HandOffId = inbox.HandOffId });
        Assert.Equal(2, detail.Referrals.Count);
        Assert.Equal((2, 0, 1), (detail.HandOff.ReferralCount, detail.HandOff.ReferralsWaiting, detail.HandOff.NewInformation));
        Assert.Equal(held.ReferralId, detail.History[^1].ReferralId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_refused_consent_ends_the_referral_and_nothing_is_offered(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-07", HandlingCondition.H2);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);

        await routing.UpdateAsync(countryCase, referral, ReferralChange.ConsentRefused);
        await routing.UpdateAsync(countryCase, referral, ReferralChange.ConsentGiven, ConsentScope.CountryTeams);

        Assert.Empty(await routing.StandingAsync(countryCase));
        Assert.Empty(await routing.Service.PublishedAsync<CaseOrphaned>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_originator_is_asked_for_a_country_that_a_supplement_names_too(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("us-fbi", IncidentType.LiveStreamed));
        var elsewhere = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "", HandlingCondition.H2) with { Countries = ["TH"] };
        await routing.MatchAsync(countryCase.Split('/')[1], elsewhere, MatchDecision.Linked);

        await routing.UpdateAsync(countryCase, elsewhere with { Countries = ["PH", "TH"], Supplements = 1 }, ReferralChange.Supplemented);

        var asked = Assert.Single(await routing.Service.PublishedAsync<ConsentRequested>());
        Assert.Equal((countryCase, elsewhere.ReferralId), (asked.CountryCase, asked.ReferralId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_is_handed_to_the_lead_and_offered_to_local_officials(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var first = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, first);
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");

        var born = Cases.BornIn(countryCase, "nbi-ahtrad", "nbi");
        await routing.MatchAsync(countryCase.Split('/')[1], born, MatchDecision.BornInCase);

        var lead = await routing.HandOffAsync(countryCase, "nbi-ahtrad");
        Assert.Equal(1, lead.NewInformation);
        Assert.Contains(await routing.RecordsAsync("handed_on"), record => record.GetProperty("handOff").GetString() == lead.HandOffId && record.GetProperty("referral").GetString() == born.ReferralId);
        var local = await routing.HandOffAsync(countryCase, "lgu-cebu-city");
        Assert.Equal((HandOffRole.Support, HandOffState.Offered), (local.Role, local.State));
        var offered = (await routing.Service.PublishedAsync<HandOffOffered>()).Single(offer => offer.TeamId == "lgu-cebu-city");
        Assert.Equal([born.ReferralId], offered.ReferralIds);
        var read = await routing.Team("lgu-cebu-city").GetHandOffAsync(new GetHandOffRequest { HandOffId = local.HandOffId });
        Assert.Equal([born.ReferralId], read.Referrals.Select(referral => referral.Facts.ReferralId));

        await routing.MatchAsync(countryCase.Split('/')[1], Cases.BornIn(countryCase, "nbi-ahtrad", "nbi"), MatchDecision.BornInCase);
        Assert.Single(await routing.HandOffsAsync(countryCase), handOff => handOff.TeamId == "lgu-cebu-city");
        Assert.Equal(2, (await routing.Team("lgu-cebu-city").GetHandOffAsync(new GetHandOffRequest { HandOffId = local.HandOffId })).Referrals.Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_is_handed_on_and_a_withdrawn_referral_is_not_carried_any_more(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var kept = Cases.Referral("us-fbi", IncidentType.LiveStreamed);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, kept, referral);
        var id = (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).HandOffId;

        await routing.UpdateAsync(countryCase, referral with { Supplements = 1, EvidenceItems = 7 }, ReferralChange.Supplemented);
        var after = await routing.Team("nbi-ahtrad").GetHandOffAsync(new GetHandOffRequest { HandOffId = id });
        Assert.Equal(1, after.HandOff.NewInformation);
        Assert.Equal(7, after.Referrals.Single(carried => carried.Facts.ReferralId == referral.ReferralId).Facts.EvidenceItems);

        await routing.UpdateAsync(countryCase, referral with { Supplements = 1 }, ReferralChange.Withdrawn);
        after = await routing.Team("nbi-ahtrad").GetHandOffAsync(new GetHandOffRequest { HandOffId = id });
        Assert.Equal([kept.ReferralId], after.Referrals.Select(carried => carried.Facts.ReferralId));
        Assert.Equal(HandOffEventKind.ReferralEnded, after.History[^1].Kind);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Postgres, false)]
    [InlineData(StoreKind.Postgres, true)]
    public async Task What_is_offered_when_nothing_of_it_is_left_ends_and_goes_to_no_other_team_until_more_comes(StoreKind kind, bool held)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var (one, two) = (Cases.Referral("uk-nca", IncidentType.LiveStreamed), Cases.Referral("us-fbi", IncidentType.LiveStreamed));
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, one, two);
        if (held)
            await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");
        var lead = held ? "Acknowledged" : "Revoked";
        await routing.UpdateAsync(countryCase, one, ReferralChange.Withdrawn);
        Assert.DoesNotContain(await routing.StandingAsync(countryCase), standing => standing.EndsWith("Revoked", StringComparison.Ordinal));

        await routing.UpdateAsync(countryCase, two, ReferralChange.Withdrawn);
        await routing.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal([$"Lead nbi-ahtrad {lead}", "Support ngo-partner Revoked", "Aftercare dswd-ro7 Revoked"], await routing.StandingAsync(countryCase));
        Assert.Empty(await routing.Service.PublishedAsync<CaseOrphaned>());
        Assert.All(await routing.Service.PublishedAsync<HandOffRevoked>(), revoked => Assert.Equal(CustodyChangeReason.PermissionWithdrawn, revoked.Reason));
        Assert.Equal(held ? 2 : 3, (await routing.RecordsAsync("revoked")).Count);

        await routing.MatchAsync(countryCase.Split('/')[1], Cases.Referral("us-ice", IncidentType.LiveStreamed), MatchDecision.Linked);

        var offered = (await routing.StandingAsync(countryCase)).Where(standing => standing.EndsWith("Offered", StringComparison.Ordinal));
        Assert.Equal(held ? ["Support ngo-partner Offered", "Aftercare dswd-ro7 Offered"] : ["Lead nbi-ahtrad Offered", "Support ngo-partner Offered", "Aftercare dswd-ro7 Offered"], offered);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_team_that_holds_the_case_may_add_what_it_found(StoreKind kind)
    {
        var asked = new ScriptedIntake();
        await using var intake = await FakeService.StartAsync(asked);
        await using var routing = await RoutingUnderTest.StartAsync(kind, configuration: ("Services:intake", intake.Address));
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-00"));
        var request = new Routing.V1.AddInformationRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, "picacc")).HandOffId,
            Referral = new Referral { IncidentType = IncidentType.LiveStreamed, Narrative = "[withheld]" },
        };
        var member = routing.Team("picacc", "afp");
        Assert.Equal("FailedPrecondition WRONG_STATE", await RoutingUnderTest.RefusalAsync(member.AddInformationAsync(request)));
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Team("nbi-ahtrad").AddInformationAsync(request)));
        await routing.AcknowledgeAsync(countryCase, "picacc");

        var receipt = await member.AddInformationAsync(request);
        Assert.Equal(receipt, await member.AddInformationAsync(request));
        await member.RecordOutcomeAsync(new Routing.V1.RecordOutcomeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = request.HandOffId,
            Outcome = new Routing.V1.HandOffOutcome { Outcome = Outcome.Arrest },
        });
        Assert.Equal(receipt, await member.AddInformationAsync(request));

        Assert.Equal("ref-1", receipt.ReferralId);
        Assert.Equal(2, asked.Requests.Count);
        Assert.Equal(asked.Requests[0], asked.Requests[1]);
        Assert.Equal((countryCase, "picacc", "afp", "team/picacc@afp"), (asked.Requests[0].BornIn, asked.Requests[0].TeamId, asked.Requests[0].AgencyId, asked.Requests[0].AddedBy));
    }

    private sealed class ScriptedIntake : IntakeService.IntakeServiceBase
    {
        public List<SubmitForCaseRequest> Requests { get; } = [];

        public override Task<SubmitForCaseResponse> SubmitForCase(SubmitForCaseRequest request, ServerCallContext context)
        {
            Requests.Add(request);
            return Task.FromResult(new SubmitForCaseResponse { Receipt = new Receipt { ReferralId = "ref-1", ContentSha256 = new string('a', 64) } });
        }
    }
}
