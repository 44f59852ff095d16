using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.FollowStatus;

public sealed class CorrectionTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_that_an_officer_moves_keeps_what_it_was_told_and_goes_on_with_its_new_case(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var (first, second) = (new CaseStory(intake), new CaseStory(intake));
        await first.MatchedAsync(id, "us-fbi");
        await first.OpenedAsync();
        await first.RejectedAsync();
        await second.OpenedAsync();
        var before = (await intake.StatusAsync(id)).History;

        await second.LinkedAsync(id, first.CaseId);
        await first.OpenedAsync(reopened: true);
        await second.AcceptedAsync();

        var status = await intake.StatusAsync(id);
        Assert.Equal(before, status.History.Take(before.Count));
        Assert.Equal([StatusDetail.MatchCorrected, StatusDetail.InTriage, StatusDetail.Accepted], status.History.Skip(before.Count).Select(entry => entry.Detail));
        Assert.Equal(Enumerable.Range(1, status.History.Count), status.History.Select(entry => entry.Number));
        Assert.Equal(ReferralState.Accepted, status.State);
        Assert.Equal("us-ice", Assert.Single(status.OthersReported).AgencyId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_team_keeps_what_it_was_handed_through_a_merge_and_loses_what_was_split_off(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var (held, into, apart) = (new CaseStory(intake), new CaseStory(intake), new CaseStory(intake));
        await held.MatchedAsync(id);
        foreach (var story in new[] { held, into, apart })
            await story.OpenedAsync();
        await held.AcceptedAsync();
        await held.AcknowledgedAsync(await held.OfferedAsync());
        var team = intake.Client(Callers.Team("nbi"));

        await into.LinkedAsync(id, held.CaseId, ends: true);
        Assert.Equal(id, (await team.GetAsync(new GetRequest { ReferralId = id })).Referral.ReferralId);

        await apart.LinkedAsync(id, into.CaseId);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => team.GetAsync(new GetRequest { ReferralId = id }).ResponseAsync)).StatusCode);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_agency_whose_steps_are_held_learns_whom_to_call_and_when_it_may_act(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id, "us-fbi");
        await story.OpenedAsync();

        foreach (var state in new[] { DeconflictionState.Held, DeconflictionState.Lapsed, DeconflictionState.Released })
            await story.DeconflictedAsync(id, state);

        var entries = (await intake.StatusAsync(id)).History.TakeLast(3).ToList();
        Assert.Equal([StatusDetail.DeconflictionHeld, StatusDetail.DeconflictionLapsed, StatusDetail.DeconflictionReleased], entries.Select(entry => entry.Detail));
        Assert.All(entries, entry => Assert.Equal(("NBI", "PH"), (entry.HandOff.TeamDisplayName, entry.Country)));
        Assert.NotNull(entries[0].ReleaseBy);
    }
}
