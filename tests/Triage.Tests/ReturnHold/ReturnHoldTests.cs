using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ReturnHold;

public sealed class ReturnHoldTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_lapsed_hold_is_an_officers_until_it_is_released(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);
        var held = Held(name);

        await triage.Service.DeliverAsync(name, held);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);

        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Lapsed });
        var item = Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal((name, CountryCaseState.Accepted, true), (item.Name, item.State, item.Escalated));

        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Released });
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_several_holds_that_lapsed_the_last_to_be_released_takes_the_case_out_of_the_queue(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);
        var (one, two, inTime) = (Held(name), Held(name), Held(name));
        foreach (var lapsed in new[] { one, two })
            await triage.Service.DeliverAsync(name, lapsed with { State = DeconflictionState.Lapsed });

        foreach (var released in new[] { inTime, one, one })
            await triage.Service.DeliverAsync(name, released with { State = DeconflictionState.Released });
        Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);

        await triage.Service.DeliverAsync(name, two with { State = DeconflictionState.Released });
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_that_teams_have_is_not_decided_anew_because_a_hold_lapsed(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var name = await triage.OpenAsync(referral);
        await triage.AcceptAsync(name);
        await triage.Service.DeliverAsync(name, Held(name) with { State = DeconflictionState.Lapsed });
        var claim = await triage.ClaimAsync(name);
        var question = new RequestInformationRequest
        {
            RequestId = TriageUnderTest.NewRequest(),
            CountryCase = name,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            ReferralId = referral.ReferralId,
            Data = { RequestedDatum.Location },
        };

        Assert.Equal("WITH_TEAMS", (await TriageUnderTest.RefusedAsync(triage.Ana.AcceptAsync(TriageUnderTest.Accept(claim)))).Reason());
        Assert.Equal("WITH_TEAMS", (await TriageUnderTest.RefusedAsync(triage.Ana.RejectAsync(TriageUnderTest.Reject(claim, Disposition.FalseReport)))).Reason());
        Assert.Equal("WITH_TEAMS", (await TriageUnderTest.RefusedAsync(triage.Ana.RequestInformationAsync(question))).Reason());
        Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Empty(await triage.Service.PublishedAsync<CaseRejected>());
    }

    private static DeconflictionChanged Held(string countryCase) => new()
    {
        DeconflictionId = Ids.New("dcn"),
        CountryCase = countryCase,
        ReferralId = Ids.New("ref"),
        HandOffId = Ids.New("hof"),
        TeamName = "NBI",
        State = DeconflictionState.Held,
        ReleaseBy = DateTimeOffset.UnixEpoch,
    };
}
