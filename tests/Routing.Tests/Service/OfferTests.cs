using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class OfferTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_accepted_case_is_offered_to_the_teams_of_its_rule_and_custody_goes_with_the_leads_acknowledgement(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);

        Assert.Equal(["Lead nbi-ahtrad Offered", "Support ngo-partner Offered", "Aftercare dswd-ro7 Offered"], await routing.StandingAsync(countryCase));
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
        var offered = (await routing.Service.PublishedAsync<HandOffOffered>())[0];
        Assert.Equal(("ph-2020.1", "ph-07-live-streamed", 1), (offered.PolicyVersion, offered.RuleId, offered.Attempt));
        Assert.Equal([referral.ReferralId], offered.ReferralIds);
        Assert.Equal(TimeSpan.FromHours(4), offered.AcknowledgeBy - (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).OfferedAt);

        await routing.AcknowledgeAsync(countryCase, "ngo-partner");
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");

        Assert.Equal("team/nbi-ahtrad", await routing.CustodianAsync(countryCase));
        var record = (await routing.RecordsAsync("acknowledged"))[1];
        Assert.Equal(("desk/ph", "team/nbi-ahtrad"), (record.GetProperty("from").GetString(), record.GetProperty("to").GetString()));
        Assert.Equal(("ph-2020.1", "ph-07-live-streamed"), (record.GetProperty("policyVersion").GetString(), record.GetProperty("rule").GetString()));
        Assert.Equal("nbi-ahtrad-1", (await routing.Service.PublishedAsync<HandOffAcknowledged>())[1].TeamReference);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_offer_names_the_team_and_for_a_joint_team_says_what_each_member_may_read(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("us-ice", IncidentType.LiveStreamed, "PH-00"));

        var offered = await routing.Service.PublishedAsync<HandOffOffered>();
        var joint = offered.Single(offer => offer.TeamId == "picacc");
        Assert.Equal("Philippine Internet Crimes Against Children Center", joint.TeamName);
        Assert.Equal((Tlp.Red, Tlp.Amber, Tlp.Green), (joint.MemberLimits!["nbi"], joint.MemberLimits["afp"], joint.MemberLimits["ngo-partner"]));
        Assert.Null(offered.Single(offer => offer.TeamId == "ngo-partner").MemberLimits);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_request_gets_the_same_answer_and_another_acknowledgement_is_refused(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var request = new AcknowledgeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).HandOffId,
            TeamReference = "NBI-7",
        };
        var nbi = routing.Team("nbi-ahtrad");

        var first = await nbi.AcknowledgeAsync(request);
        Assert.Equal(first, await nbi.AcknowledgeAsync(request));
        Assert.Equal("team/nbi-ahtrad", first.HandOff.Holder);

        request.RequestId = RoutingUnderTest.NewRequest();
        Assert.Equal("FailedPrecondition ALREADY_ACKNOWLEDGED", await RoutingUnderTest.RefusalAsync(nbi.AcknowledgeAsync(request)));
        Assert.Single(await routing.RecordsAsync("acknowledged"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_shelter_without_capacity_declines_and_the_next_is_offered_at_once(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("us-ice", IncidentType.LiveStreamed, "PH-00"));

        var declined = await routing.Team("shelter-a").DeclineAsync(new DeclineRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, "shelter-a")).HandOffId,
            Reason = DeclineReason.NoCapacity,
        });

        Assert.Equal("shelter-b", declined.NextTeamId);
        Assert.Equal(HandOffState.Declined, declined.HandOff.State);
        Assert.Equal((HandOffState.Offered, 2), await routing.HandOffAsync(countryCase, "shelter-b") is var next ? (next.State, next.Attempt) : default);
        var published = Assert.Single(await routing.Service.PublishedAsync<HandOffDeclined>());
        Assert.Equal((DeclineReason.NoCapacity, "shelter-b"), (published.Reason, published.NextTeamId));
        var record = Assert.Single(await routing.RecordsAsync("declined"));
        Assert.Equal("NO_CAPACITY", record.GetProperty("justification").GetString());
        Assert.Empty(await routing.Service.PublishedAsync<CaseOrphaned>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task When_every_lead_declined_an_officer_must_and_may_choose_the_lead(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("us-ice", IncidentType.ContactOffence, "");
        var countryCase = await routing.AcceptAsync(Priority.P3Standard, referral);
        foreach (var team in new[] { "pnp-wcpc", "nbi-ahtrad", "doj-ooc" })
        {
            await routing.Team(team).DeclineAsync(new DeclineRequest
            {
                RequestId = RoutingUnderTest.NewRequest(),
                HandOffId = (await routing.HandOffAsync(countryCase, team)).HandOffId,
                Reason = DeclineReason.Other,
                Text = "[withheld]",
            });
        }

        Assert.Equal(OrphanReason.Exhausted, Assert.Single(await routing.Service.PublishedAsync<CaseOrphaned>()).Reason);
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
        Assert.DoesNotContain(await routing.Service.AuditBodiesAsync(), body => body.Contains("withheld", StringComparison.Ordinal));

        await routing.AcceptAgainAsync(countryCase, Priority.P2Urgent, "pnp-acg-ncr", referral);
        var offered = await routing.HandOffAsync(countryCase, "pnp-acg-ncr");
        Assert.Equal(("officer", 1, HandOffState.Offered), (offered.RuleId, offered.Attempt, offered.State));
        Assert.Equal("pnp-wcpc", offered.NextTeamId);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, "dswd-ro7")]
    [InlineData(StoreKind.Sqlite, "nbi-ahtrda")]
    [InlineData(StoreKind.Postgres, "dswd-ro7")]
    [InlineData(StoreKind.Postgres, "nbi-ahtrda")]
    public async Task A_choice_that_cannot_lead_goes_back_to_the_officer_and_to_no_other_team(StoreKind kind, string chosen)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("us-fbi", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);
        var lead = await routing.HandOffAsync(countryCase, "nbi-ahtrad");
        await routing.Officer().RevokeAsync(new RevokeRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = lead.HandOffId, Reason = CustodyChangeReason.ConflictOfInterest });

        await routing.AcceptAgainAsync(countryCase, Priority.P2Urgent, chosen, referral);

        Assert.Equal([HandOffState.Revoked], (await routing.HandOffsAsync(countryCase)).Where(handOff => handOff.Role == HandOffRole.Lead).Select(handOff => handOff.State));
        Assert.Equal([OrphanReason.Revoked, OrphanReason.NoTeam], (await routing.Service.PublishedAsync<CaseOrphaned>()).Select(orphaned => orphaned.Reason));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_choice_that_is_the_senders_own_unit_goes_back_to_the_officer(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("pnp", IncidentType.ContactOffence, "");
        var countryCase = await routing.AcceptAsync(Priority.P3Standard, referral);
        var lead = await routing.HandOffAsync(countryCase, "nbi-ahtrad");
        await routing.Officer().RevokeAsync(new RevokeRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = lead.HandOffId, Reason = CustodyChangeReason.NoCapacity });

        await routing.AcceptAgainAsync(countryCase, Priority.P3Standard, "pnp-wcpc", referral);

        Assert.Equal(["nbi-ahtrad"], (await routing.HandOffsAsync(countryCase)).Where(handOff => handOff.Role == HandOffRole.Lead).Select(handOff => handOff.TeamId));
        Assert.Equal([OrphanReason.Revoked, OrphanReason.SenderOnly], (await routing.Service.PublishedAsync<CaseOrphaned>()).Select(orphaned => orphaned.Reason));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, "TH", OrphanReason.NoTeam)]
    [InlineData(StoreKind.Postgres, "TH", OrphanReason.NoTeam)]
    public async Task A_country_without_a_team_is_orphaned_and_not_lost(StoreKind kind, string country, OrphanReason reason)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P3Standard, Cases.Referral("us-fbi", IncidentType.Sextortion, "") with { Countries = [country] });

        Assert.Equal(reason, Assert.Single(await routing.Service.PublishedAsync<CaseOrphaned>()).Reason);
        Assert.Empty(await routing.StandingAsync(countryCase));
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
        Assert.Single(await routing.RecordsAsync("orphaned"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_domestic_agency_sends_goes_to_another_team(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P3Standard, Cases.Referral("pnp", IncidentType.ContactOffence, ""));

        Assert.Equal("nbi-ahtrad", (await routing.HandOffsAsync(countryCase)).Single(handOff => handOff.Role == HandOffRole.Lead).TeamId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_of_many_reports_is_one_hand_off_that_carries_them_all(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var first = Cases.Referral("pnp", IncidentType.ContactOffence, "");
        var others = Enumerable.Range(0, 260).Select(_ => Cases.Referral("us-fbi", IncidentType.ContactOffence, "")).ToList();
        var held = Cases.Referral("uk-nca", IncidentType.ContactOffence, "", HandlingCondition.H2);

        var countryCase = await routing.AcceptAsync(Priority.P3Standard, [first, .. others, held]);

        var offered = (await routing.Service.PublishedAsync<HandOffOffered>()).Single(offer => offer.Role == HandOffRole.Lead);
        Assert.Equal(("nbi-ahtrad", 50, 261, 1), (offered.TeamId, offered.ReferralIds.Count, offered.ReferralCount, offered.WaitingCount));
        Assert.Equal(held.ReferralId, Assert.Single(await routing.Service.PublishedAsync<ConsentRequested>()).ReferralId);
        var inbox = Assert.Single((await routing.Team("nbi-ahtrad").ListInboxAsync(new ListInboxRequest())).HandOffs);
        Assert.Equal((261, 1), (inbox.ReferralCount, inbox.ReferralsWaiting));
        var detail = await routing.Team("nbi-ahtrad").GetHandOffAsync(new GetHandOffRequest { HandOffId = inbox.HandOffId, PageSize = 200 });
        Assert.Equal(200, detail.Referrals.Count);
        Assert.Equal(61, (await routing.Team("nbi-ahtrad").GetHandOffAsync(new GetHandOffRequest { HandOffId = inbox.HandOffId, PageSize = 200, PageToken = detail.NextPageToken })).Referrals.Count);
        Assert.Equal(2, (await routing.HandOffsAsync(countryCase)).Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Cases_that_arrive_together_are_each_offered_once(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);

        var cases = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed))));

        foreach (var countryCase in cases)
            Assert.Equal(["Lead nbi-ahtrad Offered", "Support ngo-partner Offered", "Aftercare dswd-ro7 Offered"], await routing.StandingAsync(countryCase));
        var changes = (await Task.WhenAll(cases.Select(routing.HandOffsAsync))).SelectMany(handOffs => handOffs).Where(handOff => handOff.TeamId == "nbi-ahtrad").Select(handOff => handOff.ChangeNumber);
        Assert.Equal(Enumerable.Range(1, 60).Select(number => (long)number), changes.Order());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_that_is_accepted_again_while_a_lead_has_it_is_not_offered_again(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");

        await routing.AcceptAgainAsync(countryCase, Priority.P1Immediate, null, referral);

        Assert.Equal(3, (await routing.HandOffsAsync(countryCase)).Count);
        Assert.Equal("team/nbi-ahtrad", await routing.CustodianAsync(countryCase));
    }
}
