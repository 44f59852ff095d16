using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class CorrectionTests
{
    private const string Lead = "nbi-ahtrad";

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_split_after_hand_off_tells_the_teams_and_takes_the_referral_from_them(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var (stays, goes) = (Cases.Referral("uk-nca", IncidentType.LiveStreamed), Cases.Referral("us-fbi", IncidentType.LiveStreamed));
        var countryCase = await HeldAsync(routing, stays, goes);

        await SplitAsync(routing, countryCase, goes);

        var detail = await DetailAsync(routing, countryCase);
        Assert.Equal(stays.ReferralId, Assert.Single(detail.Referrals).Facts.ReferralId);
        Assert.Equal(1, detail.HandOff.NewInformation);
        Assert.Equal((HandOffEventKind.ReferralMoved, goes.ReferralId), (detail.History[^1].Kind, detail.History[^1].ReferralId));
        Assert.Equal(3, (await routing.RecordsAsync("split")).Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_split_of_all_that_is_offered_ends_the_offers_and_undoing_it_offers_them_again(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referral);

        await SplitAsync(routing, countryCase, referral);
        Assert.All(await routing.HandOffsAsync(countryCase), handOff => Assert.Equal(HandOffState.Revoked, handOff.State));

        await LinkAsync(routing, countryCase, referral);
        Assert.Equal(HandOffState.Offered, (await routing.HandOffAsync(countryCase, Lead)).State);
        Assert.Equal(3, (await routing.HandOffsAsync(countryCase)).Count(handOff => handOff.State == HandOffState.Offered));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_transfer_of_what_nothing_is_left_of_ends_and_the_case_stays_with_its_holder(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await HeldAsync(routing, referral);
        await OfferTransferAsync(routing, countryCase, "picacc");

        await routing.UpdateAsync(countryCase, referral, ReferralChange.Withdrawn);

        Assert.Equal(HandOffState.Revoked, (await routing.HandOffAsync(countryCase, "picacc")).State);
        Assert.Equal((HandOffState.Acknowledged, null), await routing.HandOffAsync(countryCase, Lead) is var held ? (held.State, held.TransferredTo) : default);
        Assert.Equal($"team/{Lead}", await routing.CustodianAsync(countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_undone_split_hands_the_referral_on_again(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var (stays, goes) = (Cases.Referral("uk-nca", IncidentType.LiveStreamed), Cases.Referral("us-fbi", IncidentType.LiveStreamed));
        var countryCase = await HeldAsync(routing, stays, goes);
        await SplitAsync(routing, countryCase, goes);

        await LinkAsync(routing, countryCase, goes);

        var detail = await DetailAsync(routing, countryCase);
        Assert.Equal(2, detail.Referrals.Count);
        Assert.Contains(detail.History, entry => entry.Kind == HandOffEventKind.Information && entry.ReferralId == goes.ReferralId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_team_whose_case_was_merged_is_told_and_keeps_what_it_has(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await HeldAsync(routing, referral);
        var stream = RoutingUnderTest.CaseStream(countryCase);

        await routing.Service.DeliverAsync(stream, new CasesMerged { CaseId = Ids.New("case"), MergedCaseId = stream.Split('/')[1], ReferralIds = [referral.ReferralId] });

        var detail = await DetailAsync(routing, countryCase);
        Assert.Equal((HandOffEventKind.CaseMerged, 1, HandOffState.Acknowledged), (detail.History[^1].Kind, detail.Referrals.Count, detail.HandOff.State));
        Assert.Equal(3, (await routing.RecordsAsync("merged")).Count);
        Assert.Equal($"team/{Lead}", await routing.CustodianAsync(countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_to_a_case_that_has_ended_reaches_those_who_hold_the_one_it_ended_in_and_is_taken_from_them_when_it_is_erased(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var first = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await HeldAsync(routing, first);
        var added = Cases.BornIn($"cases/{Ids.New("case")}/countries/PH", "pnp-acg-ro7", "pnp");

        await routing.MatchAsync(countryCase.Split('/')[1], added, MatchDecision.BornInCase);

        var detail = await DetailAsync(routing, countryCase);
        Assert.Equal([first.ReferralId, added.ReferralId], detail.Referrals.Select(referral => referral.Facts.ReferralId).Order());
        Assert.Equal((HandOffEventKind.Information, added.ReferralId, 1), (detail.History[^1].Kind, detail.History[^1].ReferralId, detail.HandOff.NewInformation));

        await routing.UpdateAsync(countryCase, added, ReferralChange.Erased);

        Assert.Equal(first.ReferralId, Assert.Single((await DetailAsync(routing, countryCase)).Referrals).Facts.ReferralId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Another_agency_on_what_a_team_works_on_is_held_until_the_team_releases_it(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await HeldAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var other = Cases.Referral("us-ice", IncidentType.LiveStreamed);

        await LinkAsync(routing, countryCase, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.MatchAsync(countryCase.Split('/')[1], other, MatchDecision.Linked);

        var held = Assert.Single((await routing.Team(Lead).ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);
        Assert.Equal((other.ReferralId, "us-ice", DeconflictionState.Held), (held.ReferralId, held.AgencyId, held.State));
        Assert.Empty((await routing.Team("pnp-acg-ro7").ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);
        Assert.Single(await routing.RecordsAsync("deconflicted"));
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(Release(routing.Team("pnp-acg-ro7"), held.DeconflictionId)));

        var released = await Release(routing.Team(Lead), held.DeconflictionId);

        Assert.Equal(DeconflictionState.Released, released.Deconfliction.State);
        Assert.Equal("FailedPrecondition RELEASED", await RoutingUnderTest.RefusalAsync(Release(routing.Team(Lead), held.DeconflictionId)));
        Assert.Empty((await routing.Team(Lead).ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);
        Assert.Equal([DeconflictionState.Held, DeconflictionState.Released], (await routing.Service.PublishedAsync<DeconflictionChanged>()).Select(e => e.State));
        Assert.Single(await routing.RecordsAsync("deconfliction_released"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hold_that_the_team_does_not_answer_lapses_to_the_officer(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await HeldAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.MatchAsync(countryCase.Split('/')[1], Cases.Referral("us-ice", IncidentType.LiveStreamed), MatchDecision.Linked);
        var held = Assert.Single((await routing.Officer().ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);

        await routing.AdvanceAsync(TimeSpan.FromHours(4));

        await Eventually.Async(async () => (await routing.RecordsAsync("deconfliction_lapsed")).Count == 1);
        Assert.Equal("FailedPrecondition LAPSED", await RoutingUnderTest.RefusalAsync(Release(routing.Team(Lead), held.DeconflictionId)));
        Assert.Equal(DeconflictionState.Released, (await Release(routing.Officer(), held.DeconflictionId)).Deconfliction.State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hold_goes_over_with_the_case_to_the_team_that_it_is_transferred_to(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await HeldAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.MatchAsync(countryCase.Split('/')[1], Cases.Referral("us-ice", IncidentType.LiveStreamed), MatchDecision.Linked);
        await TransferAsync(routing, countryCase, "picacc");

        Assert.Empty((await routing.Team(Lead).ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);
        var held = Assert.Single((await routing.Team("picacc").ListDeconflictionsAsync(new ListDeconflictionsRequest())).Deconflictions);
        var handOff = await routing.HandOffAsync(countryCase, "picacc");
        Assert.Equal((handOff.HandOffId, DeconflictionState.Held, 1), (held.HandOffId, held.State, handOff.NewInformation));
        Assert.Equal(handOff.HandOffId, (await routing.Service.PublishedAsync<DeconflictionChanged>())[^1].HandOffId);

        Assert.Equal(DeconflictionState.Released, (await Release(routing.Team("picacc"), held.DeconflictionId)).Deconfliction.State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hold_lapses_to_the_officer_while_any_team_works_on_the_case(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await HeldAsync(routing, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.MatchAsync(countryCase.Split('/')[1], Cases.Referral("us-ice", IncidentType.LiveStreamed), MatchDecision.Linked);
        await routing.Officer().RevokeAsync(new RevokeRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = (await routing.HandOffAsync(countryCase, Lead)).HandOffId,
            Reason = CustodyChangeReason.NoCapacity,
            OfferNext = true,
        });
        var next = (await routing.HandOffsAsync(countryCase)).Single(handOff => handOff is { Role: HandOffRole.Lead, State: HandOffState.Offered });
        await routing.AcknowledgeAsync(countryCase, next.TeamId);

        await routing.AdvanceAsync(TimeSpan.FromHours(4));

        await Eventually.Async(async () => (await routing.Service.PublishedAsync<DeconflictionChanged>()).Count == 2);
        Assert.Equal(DeconflictionState.Lapsed, (await routing.Service.PublishedAsync<DeconflictionChanged>())[^1].State);
    }

    private static async Task TransferAsync(RoutingUnderTest routing, string countryCase, string team)
    {
        await OfferTransferAsync(routing, countryCase, team);
        await routing.AcknowledgeAsync(countryCase, team);
    }

    private static async Task OfferTransferAsync(RoutingUnderTest routing, string countryCase, string team) => await routing.Team(Lead).TransferAsync(new TransferRequest
    {
        RequestId = RoutingUnderTest.NewRequest(),
        HandOffId = (await routing.HandOffAsync(countryCase, Lead)).HandOffId,
        ToTeamId = team,
        Reason = CustodyChangeReason.NoCapacity,
    });

    private static async Task<string> HeldAsync(RoutingUnderTest routing, params ReferralMetadata[] referrals)
    {
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, referrals);
        await routing.AcknowledgeAsync(countryCase, Lead);
        return countryCase;
    }

    private static async Task SplitAsync(RoutingUnderTest routing, string countryCase, ReferralMetadata moved)
    {
        var stream = RoutingUnderTest.CaseStream(countryCase);
        await routing.Service.DeliverAsync(stream, new CaseSplit { CaseId = stream.Split('/')[1], NewCaseId = Ids.New("case"), ReferralIds = [moved.ReferralId] });
    }

    private static async Task LinkAsync(RoutingUnderTest routing, string countryCase, ReferralMetadata referral)
    {
        var stream = RoutingUnderTest.CaseStream(countryCase);
        await routing.Service.DeliverAsync(stream, new ReferralLinked { CaseId = stream.Split('/')[1], FromCaseId = Ids.New("case"), Referral = referral });
    }

    private static async Task<GetHandOffResponse> DetailAsync(RoutingUnderTest routing, string countryCase) =>
        await routing.Team(Lead).GetHandOffAsync(new GetHandOffRequest { HandOffId = (await routing.HandOffAsync(countryCase, Lead)).HandOffId });

    private static AsyncUnaryCall<ReleaseDeconflictionResponse> Release(RoutingService.RoutingServiceClient caller, string id) =>
        caller.ReleaseDeconflictionAsync(new ReleaseDeconflictionRequest { RequestId = RoutingUnderTest.NewRequest(), DeconflictionId = id });
}
