using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.RequestInformation;

public sealed class RequestInformationTests
{
    private readonly FakeIntake intake = new();

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_question_goes_to_the_sender_and_its_answer_brings_the_case_back(StoreKind kind)
    {
        await using var neighbour = await FakeService.StartAsync(intake);
        await using var triage = await TriageUnderTest.StartAsync(kind, ("Services:intake", neighbour.Address));
        var referral = A.Referral();
        var request = Ask(await triage.ClaimAsync(await triage.OpenAsync(referral)), referral);

        var asked = await triage.Ana.RequestInformationAsync(request);

        var question = Assert.Single(intake.Asked);
        Assert.Equal(
            (asked.InformationRequestId, referral.ReferralId, request.CountryCase, "[withheld]"),
            (question.InformationRequestId, question.ReferralId, question.CountryCase, question.Question));
        Assert.Equal((CountryCaseState.InformationRequested, 1), (asked.CountryCase.State, asked.CountryCase.OpenInformationRequests));
        Assert.Equal(question.AnswerBy, asked.CountryCase.DueAt);
        var told = Assert.Single(await triage.Service.PublishedAsync<InformationRequested>());
        Assert.Equal((asked.InformationRequestId, referral.ReferralId), (told.InformationRequestId, told.ReferralId));
        Assert.Equal([RequestedDatum.Location], told.Data);
        Assert.DoesNotContain(await triage.Service.AuditBodiesAsync(), body => body.Contains("withheld", StringComparison.Ordinal));

        await triage.UpdateAsync(asked.CountryCase.CaseId, referral with { Completeness = 70, Supplements = 1 }, ReferralChange.Answered, asked.InformationRequestId);

        var item = await triage.GetAsync(request.CountryCase);
        Assert.Equal((CountryCaseState.Open, 0, 70), (item.State, item.OpenInformationRequests, item.Completeness));
        Assert.True(item.DueAt.ToDateTimeOffset() < asked.CountryCase.DueAt.ToDateTimeOffset());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_question_sent_again_is_asked_once(StoreKind kind)
    {
        await using var neighbour = await FakeService.StartAsync(intake);
        await using var triage = await TriageUnderTest.StartAsync(kind, ("Services:intake", neighbour.Address));
        var referral = A.Referral();
        var request = Ask(await triage.ClaimAsync(await triage.OpenAsync(referral)), referral);

        var first = await triage.Ana.RequestInformationAsync(request);
        triage.Time.Advance(TimeSpan.FromSeconds(5));
        var second = await triage.Ana.RequestInformationAsync(request);

        Assert.Equal(first, second);
        Assert.Single(intake.Asked);
        Assert.Single(await triage.Service.PublishedAsync<InformationRequested>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_question_that_Intake_could_not_take_is_asked_again_word_for_word(StoreKind kind)
    {
        await using var neighbour = await FakeService.StartAsync(intake);
        await using var triage = await TriageUnderTest.StartAsync(kind, ("Services:intake", neighbour.Address));
        var referral = A.Referral();
        var request = Ask(await triage.ClaimAsync(await triage.OpenAsync(referral)), referral);
        intake.FailsOnce = new Status(StatusCode.Internal, "");

        await TriageUnderTest.RefusedAsync(triage.Ana.RequestInformationAsync(request));
        Assert.Equal(CountryCaseState.Open, (await triage.GetAsync(request.CountryCase)).State);
        triage.Time.Advance(TimeSpan.FromSeconds(5));
        await triage.Ana.RequestInformationAsync(request);

        Assert.Equal(2, intake.Asked.Count);
        Assert.Single(intake.Asked.Distinct());
        Assert.Single(await triage.Service.PublishedAsync<InformationRequested>());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, ReferralChange.Withdrawn)]
    [InlineData(StoreKind.Sqlite, ReferralChange.Erased)]
    [InlineData(StoreKind.Sqlite, null)]
    [InlineData(StoreKind.Postgres, ReferralChange.Withdrawn)]
    [InlineData(StoreKind.Postgres, ReferralChange.Erased)]
    [InlineData(StoreKind.Postgres, null)]
    public async Task A_case_waits_no_longer_for_an_answer_about_a_referral_that_has_left_it(StoreKind kind, ReferralChange? change)
    {
        await using var neighbour = await FakeService.StartAsync(intake);
        await using var triage = await TriageUnderTest.StartAsync(kind, ("Services:intake", neighbour.Address));
        var (leaves, stays) = (A.Referral(), A.Referral());
        var name = await triage.OpenAsync(leaves);
        var caseId = TriageUnderTest.CaseIdOf(name);
        await triage.MatchAsync(stays, caseId);
        var asked = await triage.Ana.RequestInformationAsync(Ask(await triage.ClaimAsync(name), leaves));

        if (change is { } taken)
            await triage.UpdateAsync(caseId, leaves, taken);
        else
            await triage.Service.DeliverAsync($"cases/{caseId}", new CaseSplit { CaseId = caseId, NewCaseId = Ids.New("case"), ReferralIds = [leaves.ReferralId] });

        var item = await triage.GetAsync(name);
        Assert.Equal((CountryCaseState.Open, 0), (item.State, item.OpenInformationRequests));
        Assert.True(item.DueAt.ToDateTimeOffset() < asked.CountryCase.DueAt.ToDateTimeOffset());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_that_waits_for_an_answer_is_an_officers_again_when_a_referral_that_tells_more_joins(StoreKind kind)
    {
        await using var neighbour = await FakeService.StartAsync(intake);
        await using var triage = await TriageUnderTest.StartAsync(kind, ("Services:intake", neighbour.Address));
        var referral = A.Referral();
        var name = await triage.OpenAsync(referral);
        var asked = (await triage.Ana.RequestInformationAsync(Ask(await triage.ClaimAsync(name), referral))).CountryCase;

        await triage.MatchAsync(A.Referral(), asked.CaseId, MatchDecision.BornInCase);
        Assert.Equal(CountryCaseState.InformationRequested, (await triage.GetAsync(name)).State);
        await triage.MatchAsync(A.Referral(agency: "us-fbi") with { Region = "PH-07" }, asked.CaseId);

        var item = await triage.GetAsync(name);
        Assert.Equal((CountryCaseState.Open, 1), (item.State, item.OpenInformationRequests));
        Assert.True(item.DueAt.ToDateTimeOffset() < asked.DueAt.ToDateTimeOffset());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Nothing_is_asked_without_the_claim_or_about_another_cases_referral(StoreKind kind)
    {
        await using var neighbour = await FakeService.StartAsync(intake);
        await using var triage = await TriageUnderTest.StartAsync(kind, ("Services:intake", neighbour.Address));
        var referral = A.Referral();
        var claim = await triage.ClaimAsync(await triage.OpenAsync(referral));
        var withoutClaim = Ask(claim, referral);
        withoutClaim.ClaimToken = "another";

        var lost = await TriageUnderTest.RefusedAsync(triage.Ana.RequestInformationAsync(withoutClaim));
        var foreign = await TriageUnderTest.RefusedAsync(triage.Ana.RequestInformationAsync(Ask(claim, A.Referral())));

        Assert.Equal("CLAIM_LOST", lost.Reason());
        Assert.Equal((StatusCode.InvalidArgument, "referralId"), (foreign.StatusCode, Assert.Single(foreign.Fields())));
        Assert.Empty(intake.Asked);
    }

    private static RequestInformationRequest Ask(ClaimResponse claim, ReferralMetadata referral) => new()
    {
        RequestId = TriageUnderTest.NewRequest(),
        CountryCase = claim.CountryCase.Name,
        ClaimToken = claim.Claim.ClaimToken,
        ExpectedVersion = claim.CountryCase.Version,
        ReferralId = referral.ReferralId,
        Data = { RequestedDatum.Location },
        Question = "[withheld]",
        AnswerWithin = Duration.FromTimeSpan(TimeSpan.FromDays(14)),
    };
}
