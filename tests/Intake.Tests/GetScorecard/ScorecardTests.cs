using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.GetScorecard;

public sealed class ScorecardTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_sender_sees_what_became_of_its_referrals_and_a_hand_off_of_two_counts_once(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var (good, thin, abroad) = (new CaseStory(intake), new CaseStory(intake), new CaseStory(intake));
        await good.MatchedAsync(await SubmitAsync(intake, "S-1"));
        await good.MatchedAsync(await SubmitAsync(intake, "S-2"));
        await good.OpenedAsync();
        await good.AcceptedAsync();
        var handOff = await good.OfferedAsync();
        await good.AcknowledgedAsync(handOff);
        await good.OutcomeAsync(handOff);
        await thin.MatchedAsync(await SubmitAsync(intake, "S-3"));
        await thin.OpenedAsync();
        await thin.RejectedAsync();
        await abroad.MatchedAsync(await SubmitAsync(intake, "S-4"));
        await abroad.OpenedAsync();
        await abroad.RejectedAsync(Disposition.OutOfJurisdiction);

        var own = await intake.Client(IntakeUnderTest.Nca).GetScorecardAsync(new GetScorecardRequest());
        var asked = await intake.Client(Callers.Operator).GetScorecardAsync(new GetScorecardRequest { AgencyId = "uk-nca" });

        Assert.Equal((4, 3, 1, 1, 0, 1), (own.Received, own.FirstOfMatter, own.Known, own.Incomplete, own.Duplicate, own.OutOfJurisdiction));
        Assert.Equal((1, 1, 1, 2, 3), (own.FeedbackDue, own.FeedbackGiven, own.Useful, own.PersonsSafeguarded, own.PersonsArrested));
        Assert.Equal([(Disposition.Actionable, 2), (Disposition.InsufficientInformation, 1), (Disposition.OutOfJurisdiction, 1)], own.Dispositions.Select(count => (count.Disposition, count.Count)));
        Assert.True(own.MeanCompleteness > 0);
        asked.ReceivedFrom = own.ReceivedFrom;
        asked.ReceivedBefore = own.ReceivedBefore;
        Assert.Equal(own, asked);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_an_officer_merged_counts_as_a_duplicate(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var (first, second) = (new CaseStory(intake), new CaseStory(intake));
        var id = await SubmitAsync(intake, "S-1");
        await first.MatchedAsync(id);

        await second.LinkedAsync(id, first.CaseId, ends: true);

        Assert.Equal(1, (await intake.Client(IntakeUnderTest.Nca).GetScorecardAsync(new GetScorecardRequest())).Duplicate);
    }

    [Fact]
    public async Task Another_agencys_scorecard_is_not_there()
    {
        await using var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite);

        var refused = await Assert.ThrowsAsync<RpcException>(() => intake.Client(IntakeUnderTest.Fbi).GetScorecardAsync(new GetScorecardRequest { AgencyId = "uk-nca" }).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    private static Task<string> SubmitAsync(ServiceUnderTest<Storage.IntakeDbContext> intake, string reference)
    {
        var referral = Tips.Small();
        referral.AgencyReference = reference;
        return intake.SubmittedAsync(referral);
    }
}
