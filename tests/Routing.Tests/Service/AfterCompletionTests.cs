using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

/// <summary>News of a case that no team has any more: it must reach somebody all the same.</summary>
public sealed class AfterCompletionTests
{
    private const string Lead = "nbi-ahtrad";

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_that_joins_after_the_lead_has_completed_is_offered(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await CompletedAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var later = Cases.Referral("us-ice", IncidentType.LiveStreamed);

        await routing.MatchAsync(countryCase.Split('/')[1], later, MatchDecision.Linked);
        await routing.MatchAsync(countryCase.Split('/')[1], Cases.Referral("us-ice", IncidentType.LiveStreamed), MatchDecision.Linked);

        Assert.Equal([HandOffState.Completed, HandOffState.Offered], await LeadsAsync(routing, countryCase));
        var offered = await routing.HandOffAsync(countryCase, Lead);
        Assert.Equal(("desk/ph", 1), (offered.FromCustodian, offered.NewInformation));
        var read = await routing.Team(Lead).GetHandOffAsync(new GetHandOffRequest { HandOffId = offered.HandOffId });
        Assert.Contains(read.Referrals, referral => referral.Facts.ReferralId == later.ReferralId);
        Assert.Empty((await routing.Team(Lead).ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_sender_adds_after_the_lead_has_completed_is_offered(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await CompletedAsync(routing, referral);

        await routing.UpdateAsync(countryCase, referral with { Supplements = 1 }, ReferralChange.Supplemented);

        Assert.Equal([HandOffState.Completed, HandOffState.Offered], await LeadsAsync(routing, countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_whose_consent_comes_after_the_lead_has_completed_is_offered(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var waits = Cases.Referral("us-fbi", IncidentType.LiveStreamed, "PH-07", HandlingCondition.H2);
        var countryCase = await CompletedAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed), waits);

        await routing.UpdateAsync(countryCase, waits, ReferralChange.ConsentGiven, ConsentScope.CountryTeams);

        Assert.Equal([HandOffState.Completed, HandOffState.Offered], await LeadsAsync(routing, countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_that_joins_an_accepted_case_of_which_nothing_was_left_is_offered(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var refused = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-07", HandlingCondition.H2);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, refused);
        await routing.UpdateAsync(countryCase, refused, ReferralChange.ConsentRefused);

        await routing.MatchAsync(countryCase.Split('/')[1], Cases.Referral("us-ice", IncidentType.LiveStreamed), MatchDecision.Linked);

        Assert.Equal([HandOffState.Offered], await LeadsAsync(routing, countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_split_that_is_taken_back_offers_nothing_anew(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var moved = Cases.Referral("us-fbi", IncidentType.LiveStreamed);
        var countryCase = await CompletedAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed), moved);
        var stream = RoutingUnderTest.CaseStream(countryCase);
        var other = Ids.New("case");

        await routing.Service.DeliverAsync(stream, new CaseSplit { CaseId = stream.Split('/')[1], NewCaseId = other, ReferralIds = [moved.ReferralId] });
        await routing.Service.DeliverAsync(stream, new ReferralLinked { CaseId = stream.Split('/')[1], FromCaseId = other, Referral = moved });

        Assert.Equal([HandOffState.Completed], await LeadsAsync(routing, countryCase));
    }

    private static async Task<string> CompletedAsync(RoutingUnderTest routing, params ReferralMetadata[] referrals)
    {
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referrals);
        await routing.AcknowledgeAsync(countryCase, Lead);
        await routing.Team(Lead).RecordOutcomeAsync(new RecordOutcomeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, Lead)).HandOffId,
            Outcome = new HandOffOutcome { Outcome = Outcome.Conviction },
        });
        return countryCase;
    }

    private static async Task<IEnumerable<HandOffState>> LeadsAsync(RoutingUnderTest routing, string countryCase) =>
        (await routing.HandOffsAsync(countryCase)).Where(handOff => handOff.Role == HandOffRole.Lead).Select(handOff => handOff.State);
}
