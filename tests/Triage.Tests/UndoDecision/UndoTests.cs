using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.UndoDecision;

public sealed class UndoTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_held_acceptance_is_told_to_nobody_until_its_hold_is_over(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var held = await HoldAsync(triage, A.Referral());

        Assert.Equal(CountryCaseState.AcceptHeld, held.CountryCase.State);
        Assert.NotNull(held.CountryCase.UndoUntil);
        Assert.Empty(await triage.Service.PublishedAsync<CaseAccepted>());
        triage.Time.Advance(TimeSpan.FromSeconds(60));

        await Eventually.Async(async () => (await triage.Service.PublishedAsync<CaseAccepted>()).Count == 1);
        Assert.Equal(CountryCaseState.Accepted, (await triage.GetAsync(held.CountryCase.Name)).State);
        Assert.Equal("p-officer-ana", (await triage.Service.PublishedAsync<CaseAccepted>())[0].DecidedBy);
        Assert.Equal("TOO_LATE", (await TriageUnderTest.RefusedAsync(triage.Ana.UndoDecisionAsync(Undo(held)))).Reason());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_held_acceptance_that_is_undone_never_was(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var held = await HoldAsync(triage, A.Referral());

        var undone = await triage.Ana.UndoDecisionAsync(Undo(held));

        Assert.Equal((CountryCaseState.Open, "officer/ana", Disposition.Unspecified), (undone.CountryCase.State, undone.CountryCase.Holder, undone.CountryCase.Disposition));
        Assert.Null(undone.CountryCase.UndoUntil);
        triage.Time.Advance(TimeSpan.FromSeconds(60));
        var again = new ClaimResponse { CountryCase = undone.CountryCase, Claim = undone.Claim };
        await triage.Ana.RejectAsync(TriageUnderTest.Reject(again, Disposition.NotAnOffence));
        Assert.Empty(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Contains("undone", await triage.RecordTypesAsync());
        var history = (await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = undone.CountryCase.Name })).Decisions;
        Assert.True(history.Single(decision => decision.Kind == DecisionKind.Accepted).Undone);
        Assert.Equal(held.DecisionId, history.Single(decision => decision.Kind == DecisionKind.Undone).Undoes);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_child_in_danger_ends_the_hold(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var held = await HoldAsync(triage, A.Referral());

        await triage.MatchAsync(A.Referral() with { ChildAtImmediateRisk = true }, held.CountryCase.CaseId);

        await Eventually.Async(async () => (await triage.Service.PublishedAsync<CaseAccepted>()).Count == 1);
        Assert.Equal(Priority.P1Immediate, (await triage.Service.PublishedAsync<CaseAccepted>())[0].Priority);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_P1_case_is_not_held(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => HoldAsync(triage, A.Referral() with { ChildAtImmediateRisk = true }));

        Assert.Equal((StatusCode.InvalidArgument, "undoHold"), (refusal.StatusCode, Assert.Single(refusal.Fields())));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rejection_is_undone_and_told_until_something_follows_it(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var rejected = await triage.Ana.RejectAsync(TriageUnderTest.Reject(await triage.ClaimAsync(name), Disposition.FalseReport));
        var undo = new UndoDecisionRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, DecisionId = rejected.DecisionId };

        var undone = await triage.Ana.UndoDecisionAsync(undo);

        Assert.Equal(CountryCaseState.Open, undone.CountryCase.State);
        Assert.True((await triage.Service.PublishedAsync<CaseOpened>())[^1].Reopened);
        undo.RequestId = TriageUnderTest.NewRequest();
        Assert.Equal("TOO_LATE", (await TriageUnderTest.RefusedAsync(triage.Ana.UndoDecisionAsync(undo))).Reason());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_undone_acceptance_leaves_no_trace_on_the_case(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync(A.S1Referral());
        await triage.AcceptAsync(name);
        await triage.Service.DeliverAsync(name, new CaseOrphaned { CountryCase = name, Reason = OrphanReason.Exhausted });
        await triage.Ana.EscalateAsync(new EscalateRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, Justification = JustificationCode.ChildAtRisk });
        var request = TriageUnderTest.Accept(await triage.ClaimAsync(name));
        (request.Priority, request.UndoHold) = (Priority.P4Monitor, Duration.FromTimeSpan(TimeSpan.FromSeconds(60)));
        var before = await triage.GetAsync(name);

        var held = await triage.Ana.AcceptAsync(request);
        Assert.Equal((false, false, OrphanReason.Unspecified), (held.CountryCase.Orphaned, held.CountryCase.Escalated, held.CountryCase.OrphanReason));
        var undone = (await triage.Ana.UndoDecisionAsync(Undo(held))).CountryCase;

        Assert.Equal((CountryCaseState.Accepted, true, OrphanReason.Exhausted, true), (undone.State, undone.Orphaned, undone.OrphanReason, undone.Escalated));
        Assert.Equal((before.Priority, before.PriorityReason, before.DueAt, before.Disposition), (undone.Priority, undone.PriorityReason, undone.DueAt, undone.Disposition));
        Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest { Filter = new QueueFilter { Orphaned = true, Escalated = true } })).Cases);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_arrives_within_the_hold_does_not_take_the_undo_away(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var held = await HoldAsync(triage, referral);

        await triage.UpdateAsync(held.CountryCase.CaseId, referral with { IncidentType = IncidentType.LiveStreamed, Supplements = 1 }, ReferralChange.Supplemented);
        var undone = (await triage.Ana.UndoDecisionAsync(Undo(held))).CountryCase;

        Assert.Equal((CountryCaseState.Open, Priority.P2Urgent), (undone.State, undone.Priority));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_undone_rejection_is_as_escalated_as_before(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.Ana.EscalateAsync(new EscalateRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, Justification = JustificationCode.ChildAtRisk });
        var rejected = await triage.Ana.RejectAsync(TriageUnderTest.Reject(await triage.ClaimAsync(name), Disposition.FalseReport));

        var undone = await triage.Ana.UndoDecisionAsync(new UndoDecisionRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, DecisionId = rejected.DecisionId });

        Assert.True(undone.CountryCase.Escalated);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_sender_adds_to_a_rejected_case_does_not_take_the_undo_away(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var name = await triage.OpenAsync(referral);
        var rejected = await triage.Ana.RejectAsync(TriageUnderTest.Reject(await triage.ClaimAsync(name), Disposition.FalseReport));
        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(name), referral with { Supplements = 1 }, ReferralChange.Supplemented);

        var undone = await triage.Ana.UndoDecisionAsync(new UndoDecisionRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, DecisionId = rejected.DecisionId });

        Assert.Equal(CountryCaseState.Open, undone.CountryCase.State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_acceptance_whose_last_referral_is_withdrawn_within_its_hold_tells_nobody(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var held = await HoldAsync(triage, referral);

        await triage.UpdateAsync(held.CountryCase.CaseId, referral, ReferralChange.Withdrawn);
        triage.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(CountryCaseState.Withdrawn, (await triage.GetAsync(held.CountryCase.Name)).State);
        Assert.Empty(await triage.Service.PublishedAsync<CaseAccepted>());
    }

    private static async Task<AcceptResponse> HoldAsync(TriageUnderTest triage, ReferralMetadata referral)
    {
        var request = TriageUnderTest.Accept(await triage.ClaimAsync(await triage.OpenAsync(referral)));
        request.UndoHold = Duration.FromTimeSpan(TimeSpan.FromSeconds(60));
        return await triage.Ana.AcceptAsync(request);
    }

    private static UndoDecisionRequest Undo(AcceptResponse accepted) =>
        new() { RequestId = TriageUnderTest.NewRequest(), CountryCase = accepted.CountryCase.Name, DecisionId = accepted.DecisionId };
}
