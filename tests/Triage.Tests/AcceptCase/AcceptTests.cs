using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.AcceptCase;

public sealed class AcceptTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_accepted_case_leaves_the_queue_and_is_told_with_its_referrals(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.S1Referral();
        var name = await triage.OpenAsync(referral);
        var claim = await triage.ClaimAsync(name);

        var answer = await triage.Ana.AcceptAsync(TriageUnderTest.Accept(claim));

        Assert.Equal(CountryCaseState.Accepted, answer.CountryCase.State);
        Assert.Equal(Disposition.Actionable, answer.CountryCase.Disposition);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        var accepted = Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Equal((name, "PH", "ph", Priority.P2Urgent, 1), (accepted.CountryCase, accepted.Country, accepted.Desk, accepted.Priority, accepted.ReferralCount));
        Assert.Equal(referral.ReferralId, Assert.Single(accepted.Referrals).ReferralId);
        Assert.Equal("p-officer-ana", accepted.DecidedBy);
        Assert.Equal(answer.CountryCase.OpenedAt.ToDateTimeOffset(), accepted.OpenedAt);
        Assert.Contains(await triage.Service.AuditBodiesAsync(), body =>
            body.Contains("\"type\":\"accepted\"", StringComparison.Ordinal)
            && body.Contains("\"from\":\"desk/ph\"", StringComparison.Ordinal)
            && body.Contains("\"justification\":\"SUBJECT_IDENTIFIED\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_acceptance_sent_again_or_at_once_gets_the_same_answer_and_tells_once(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var request = TriageUnderTest.Accept(await triage.ClaimAsync(await triage.OpenAsync()));

        var together = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await triage.Ana.AcceptAsync(request)));
        var later = await triage.Ana.AcceptAsync(request);

        Assert.All(together, answer => Assert.Equal(later, answer));
        Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Single(await triage.RecordTypesAsync(), type => type == "accepted");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_second_decision_hears_of_the_first(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var claim = await triage.ClaimAsync(await triage.OpenAsync());
        await triage.Ana.AcceptAsync(TriageUnderTest.Accept(claim));

        var refusal = await TriageUnderTest.RefusedAsync(triage.Ana.RejectAsync(TriageUnderTest.Reject(claim, Disposition.FalseReport)));

        Assert.Equal((StatusCode.FailedPrecondition, "ALREADY_DECIDED"), (refusal.StatusCode, refusal.Reason()));
        Assert.Equal(("ACCEPTED", "officer/ana"), (refusal.Metadata()["change"], refusal.Metadata()["changedBy"]));
        Assert.Empty(await triage.Service.PublishedAsync<CaseRejected>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_came_in_after_the_officer_looked_must_be_seen_first(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var request = TriageUnderTest.Accept(await triage.ClaimAsync(name));
        await triage.MatchAsync(A.Referral() with { Completeness = 60 }, TriageUnderTest.CaseIdOf(name));

        var refusal = await TriageUnderTest.RefusedAsync(triage.Ana.AcceptAsync(request));

        Assert.Equal((StatusCode.Aborted, "VERSION_CHANGED"), (refusal.StatusCode, refusal.Reason()));
        Assert.Equal(("CASE_CHANGED", ""), (refusal.Metadata()["change"], refusal.Metadata()["changedBy"]));
        request.ExpectedVersion = (await triage.GetAsync(name)).Version;
        Assert.Equal(CountryCaseState.Accepted, (await triage.Ana.AcceptAsync(request)).CountryCase.State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_flood_of_the_same_does_not_keep_an_officer_from_deciding(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync(A.HashOnly());
        await triage.MatchAsync(A.HashOnly(), TriageUnderTest.CaseIdOf(name));
        var request = TriageUnderTest.Reject(await triage.ClaimAsync(name), Disposition.NotAnOffence);
        await triage.MatchAsync(A.HashOnly(), TriageUnderTest.CaseIdOf(name));

        Assert.Equal((CountryCaseState.Rejected, 3), await Decided());

        async Task<(CountryCaseState, int)> Decided()
        {
            var answer = await triage.Ana.RejectAsync(request);
            return (answer.CountryCase.State, answer.CountryCase.ReportCount);
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_officer_hands_over_with_another_priority_and_lead_for_a_reason_that_stays_here(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var request = TriageUnderTest.Accept(await triage.ClaimAsync(name));
        (request.Priority, request.LeadTeamId, request.Note) = (Priority.P1Immediate, "nbi-ahtrad", "the note of the officer");

        await triage.Ana.AcceptAsync(request);

        var accepted = Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Equal((Priority.P1Immediate, "nbi-ahtrad"), (accepted.Priority, accepted.LeadTeam));
        Assert.DoesNotContain(await triage.Service.AuditBodiesAsync(), body => body.Contains("the note", StringComparison.Ordinal));
        var history = (await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = name })).Decisions;
        Assert.Equal("the note of the officer", history[^1].Note);
        var audited = await triage.Officer(Callers.Auditor("vera")).GetCaseAsync(new GetCaseRequest { CountryCase = name });
        Assert.Equal((DecisionKind.Accepted, ""), (audited.Decisions[^1].Kind, audited.Decisions[^1].Note));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_of_many_referrals_is_told_with_the_first_fifty_and_their_number(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var first = A.Referral();
        var name = await triage.OpenAsync(first);
        for (var i = 0; i < 60; i++)
            await triage.MatchAsync(A.Referral(), TriageUnderTest.CaseIdOf(name));

        await triage.AcceptAsync(name);

        var accepted = Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Equal((50, 61, first.ReferralId), (accepted.Referrals.Count, accepted.ReferralCount, accepted.Referrals[0].ReferralId));
    }
}
