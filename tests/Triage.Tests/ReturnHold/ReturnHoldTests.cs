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

    [Theory]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Postgres, true)]
    [InlineData(StoreKind.Postgres, false)]
    public async Task A_hold_of_a_merged_case_that_lapsed_is_an_officers_until_it_is_released(StoreKind kind, bool lapsedBefore)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var (into, name) = (await triage.OpenAsync(), await triage.OpenAsync(referral));
        await triage.AcceptAsync(into);
        await triage.AcceptAsync(name);
        var held = Held(name);
        if (lapsedBefore)
            await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Lapsed });
        var merged = new CasesMerged { CaseId = TriageUnderTest.CaseIdOf(into), MergedCaseId = TriageUnderTest.CaseIdOf(name), ReferralIds = [referral.ReferralId] };
        await triage.Service.DeliverAsync($"cases/{merged.MergedCaseId}", merged);
        if (!lapsedBefore)
            await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Lapsed });

        var item = Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal((name, CountryCaseState.Merged, true), (item.Name, item.State, item.Escalated));
        Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest { Filter = new QueueFilter { States = { CountryCaseState.Merged } } })).Cases);
        var claim = await triage.ClaimAsync(name);
        Assert.Equal("WITH_TEAMS", (await TriageUnderTest.RefusedAsync(triage.Ana.RejectAsync(TriageUnderTest.Reject(claim, Disposition.FalseReport)))).Reason());

        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Released });
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal(CountryCaseState.Merged, (await triage.GetAsync(name)).State);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, 0)]
    [InlineData(StoreKind.Sqlite, 10)]
    [InlineData(StoreKind.Postgres, 0)]
    [InlineData(StoreKind.Postgres, 10)]
    public async Task A_case_that_is_accepted_again_stays_in_the_queue_for_a_hold_that_lapsed(StoreKind kind, int undoSeconds)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);
        var held = Held(name);
        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Lapsed });
        await triage.Service.DeliverAsync(name, new CaseOrphaned { CountryCase = name, Reason = OrphanReason.Revoked });
        var request = TriageUnderTest.Accept(await triage.ClaimAsync(name));
        request.UndoHold = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(undoSeconds));
        await triage.Ana.AcceptAsync(request);
        triage.Time.Advance(TimeSpan.FromSeconds(undoSeconds));
        await Eventually.Async(async () => (await triage.GetAsync(name)).State == CountryCaseState.Accepted);

        var item = Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal((false, true), (item.Orphaned, item.Escalated));

        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Released });
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
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
