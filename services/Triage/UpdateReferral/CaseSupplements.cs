using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Takes in what a referral of a case tells more: a supplement, or the answer to a question.</summary>
internal sealed class CaseSupplements(CaseQueue queue)
{
    public async Task TakeInAsync(
        Work<TriageDbContext> work, CountryCaseRow row, CaseReferralRow referral, ReferralUpdated @event, CancellationToken cancellationToken)
    {
        await CloseQuestionAsync(work, row, @event, cancellationToken);
        var calls = PriorityRules.OfReferral(@event.Referral);
        var effect = JoinRules.Effect(row.Name, row.State, row.Priority, row.MissingDatum, @event.Referral, calls);
        var before = CaseTotals.Assess(row);
        CaseTotals.Learn(row, @event.Referral, referral.EvidenceItems);
        var after = PriorityRules.AfterNewFacts(new(row.Priority, row.PriorityReason), before, CaseTotals.Assess(row), referral.Priority, calls);
        (referral.Priority, referral.Completeness, referral.EvidenceItems) = (calls.Priority, @event.Referral.Completeness, @event.Referral.EvidenceItems);
        referral.Metadata = EventJson.Write(@event.Referral);

        new CaseChange(work, row).Enter(DecisionKind.InformationArrived).InformationRequestId = @event.InformationRequestId;
        if (effect == JoinEffect.Reopens)
        {
            (row.Priority, row.PriorityReason) = (after.Priority, after.Reason);
            queue.Open(work, row, referral.ReferralId, reopened: true);
            return;
        }

        if (effect != JoinEffect.Counts)
            queue.Raise(work, row, after);
        queue.Resume(work, row);
    }

    private static async Task CloseQuestionAsync(Work<TriageDbContext> work, CountryCaseRow row, ReferralUpdated @event, CancellationToken cancellationToken)
    {
        if (@event.InformationRequestId is not { Length: > 0 } id)
            return;
        var question = await work.Db.InformationRequests.FindAsync([id], cancellationToken);
        if (question is not { State: QuestionState.Open } || question.CountryCase != row.Name)
            return;
        question.State = QuestionState.Answered;
        row.OpenInformationRequests--;
    }
}
