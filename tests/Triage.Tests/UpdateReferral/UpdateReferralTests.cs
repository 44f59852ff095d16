using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.UpdateReferral;

public sealed class UpdateReferralTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_makes_the_case_more_complete_and_more_urgent(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral() with { EvidenceItems = 5 };
        var name = await triage.OpenAsync(referral);

        await triage.UpdateAsync(
            TriageUnderTest.CaseIdOf(name),
            referral with { Completeness = 80, ChildAtImmediateRisk = true, EvidenceItems = 7, Supplements = 1 },
            ReferralChange.Supplemented);

        var answer = await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = name });
        var item = answer.CountryCase;
        Assert.Equal((80, Priority.P1Immediate, 7, 1, true), (item.Completeness, item.Priority, item.EvidenceItems, item.ReportCount, item.ChildAtImmediateRisk));
        Assert.Equal(1, Assert.Single(answer.Referrals).Supplements);
        Assert.Equal(
            [DecisionKind.Opened, DecisionKind.InformationArrived, DecisionKind.PriorityChanged], answer.Decisions.Select(decision => decision.Kind));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task In_the_log_a_decision_stands_after_what_the_officer_knew_whichever_arrives_there_first(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var name = await triage.OpenAsync(referral);
        var record = new EventPosition("intake", $"referrals/{referral.ReferralId}", 2);
        var caseId = TriageUnderTest.CaseIdOf(name);
        await triage.Service.DeliverAsync($"cases/{caseId}", A.Updated(caseId, referral with { Supplements = 1 }, ReferralChange.Supplemented, null), auditCause: record);

        await triage.AcceptAsync(name);

        Assert.Contains($"\"cause\":\"{record}\"", (await triage.Service.AuditBodiesAsync())[^1], StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_never_lowers_the_priority(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.S1Referral();
        var name = await triage.OpenAsync(referral);

        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(name), referral with { IncidentType = IncidentType.Other }, ReferralChange.Supplemented);

        Assert.Equal(Priority.P2Urgent, (await triage.GetAsync(name)).Priority);
        Assert.Empty(await triage.Service.PublishedAsync<PriorityChanged>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_that_names_another_country_opens_its_case(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var caseId = TriageUnderTest.CaseIdOf(await triage.OpenAsync(referral));

        await triage.UpdateAsync(caseId, referral with { Countries = ["PH", "TH"] }, ReferralChange.Supplemented);

        Assert.Equal(["PH", "TH"], (await triage.Service.PublishedAsync<CaseOpened>()).Select(opened => opened.Country));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_with_the_missing_datum_opens_the_rejected_case_again(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var name = await triage.OpenAsync(referral);
        await triage.RejectAsync(name, Disposition.InsufficientInformation, RequestedDatum.Account);

        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(name), referral with { IdentifierTypes = [IdentifierType.Account] }, ReferralChange.Supplemented);

        Assert.Equal(CountryCaseState.Open, (await triage.GetAsync(name)).State);
        Assert.True((await triage.Service.PublishedAsync<CaseOpened>())[^1].Reopened);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_whose_referrals_are_all_withdrawn_leaves_the_queue_and_comes_back_with_the_next(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (first, second) = (A.Referral() with { Completeness = 90 }, A.Referral());
        var name = await triage.OpenAsync(first);
        var caseId = TriageUnderTest.CaseIdOf(name);
        await triage.MatchAsync(second, caseId);

        await triage.UpdateAsync(caseId, first, ReferralChange.Withdrawn);
        var item = await triage.GetAsync(name);
        Assert.Equal((CountryCaseState.Open, 1, 10), (item.State, item.ReportCount, item.Completeness));
        await triage.UpdateAsync(caseId, second, ReferralChange.Withdrawn);
        Assert.Equal(CountryCaseState.Withdrawn, (await triage.GetAsync(name)).State);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Empty(await triage.Service.PublishedAsync<CaseRejected>());

        await triage.MatchAsync(A.Referral(), caseId);
        Assert.Equal(CountryCaseState.Open, (await triage.GetAsync(name)).State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_withdrawn_referral_is_not_handed_on_with_the_case(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (first, second) = (A.Referral(), A.Referral());
        var name = await triage.OpenAsync(first);
        await triage.MatchAsync(second, TriageUnderTest.CaseIdOf(name));
        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(name), first, ReferralChange.Withdrawn);

        await triage.AcceptAsync(name);

        var accepted = Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Equal((1, second.ReferralId), (accepted.ReferralCount, Assert.Single(accepted.Referrals).ReferralId));
    }
}
