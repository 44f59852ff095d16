using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.SubmitForCase;

public sealed class SubmitForCaseTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_is_a_referral_born_in_the_case(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var story = new CaseStory(intake);
        var routing = intake.Client(Callers.Service("routing"));
        var request = Request(story);

        var receipt = (await routing.SubmitForCaseAsync(request)).Receipt;

        Assert.Equal(receipt, (await routing.SubmitForCaseAsync(request)).Receipt);
        var received = Assert.Single(await intake.PublishedAsync<ReferralReceived>()).Referral;
        Assert.Equal((ReferralOrigin.Team, story.CountryCase, "picacc", "afp"), (received.Origin, received.BornIn, received.TeamId, received.AgencyId));
        Assert.Equal(["PH"], received.Countries);
        Assert.Equal(receipt.ReferralId, receipt.AgencyReference);
        Assert.Contains("\"addedBy\":\"team/picacc@afp\"", Assert.Single(await intake.AuditBodiesAsync()), StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task It_is_read_by_the_team_that_holds_the_case_and_not_by_its_agency(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var story = new CaseStory(intake);
        var id = (await intake.Client(Callers.Service("routing")).SubmitForCaseAsync(Request(story))).Receipt.ReferralId;
        await story.OpenedAsync();
        await story.OfferedAsync("picacc");
        await story.MatchedAsync(id);

        var read = await intake.Client(Callers.Team("picacc", "nbi")).GetAsync(new GetRequest { ReferralId = id, ReadMask = AddInformation.SenderTests.Mask("content") });

        Assert.Equal("[withheld]", read.Referral.Content.Narrative);
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(intake.Client(Callers.Agency("afp")).GetAsync(new GetRequest { ReferralId = id }))).Code);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Only_routing_may_submit_for_a_case(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        Assert.Equal(StatusCode.PermissionDenied, (await Refused.ByAsync(intake.Client(Callers.Service("triage")).SubmitForCaseAsync(Request(new CaseStory(intake))))).Code);
        var bad = new SubmitForCaseRequest { RequestId = "t-2", Referral = Tips.Small() };
        Assert.Equal(
            ["bornIn", "teamId", "agencyId", "addedBy"],
            (await Refused.ByAsync(intake.Client(Callers.Service("routing")).SubmitForCaseAsync(bad))).Fields.Select(field => field.Field));
    }

    private static SubmitForCaseRequest Request(CaseStory story)
    {
        var referral = Tips.Small();
        referral.AgencyReference = "";
        referral.Countries.Clear();
        return new SubmitForCaseRequest { RequestId = "t-1", BornIn = story.CountryCase, TeamId = "picacc", AgencyId = "afp", AddedBy = "team/picacc@afp", Referral = referral };
    }
}
