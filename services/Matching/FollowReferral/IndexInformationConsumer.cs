using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FollowReferral;

/// <summary>
/// Matches a supplement or an answer: its keys join the referral's case, and another case that holds one of them is
/// suggested. The referral stays where it is; moving it is an officer's decision.
/// </summary>
public sealed class IndexInformationConsumer(MatchingBatch batch)
    : IEventConsumer<MatchingDbContext, InformationAdded>, IBatchPreparation<MatchingDbContext, InformationAdded>,
        IEventConsumer<MatchingDbContext, InformationRequestAnswered>, IBatchPreparation<MatchingDbContext, InformationRequestAnswered>,
        IBatchCompletion<MatchingDbContext>
{
    public Task PrepareAsync(IReadOnlyList<InformationAdded> events, CancellationToken cancellationToken)
    {
        batch.PrepareToFollow(events.Select(added => added.Referral.ReferralId));
        return batch.PrepareAsync([.. events.Select(added => (added.Referral, added.Supplement))], cancellationToken);
    }

    public Task PrepareAsync(IReadOnlyList<InformationRequestAnswered> events, CancellationToken cancellationToken)
    {
        batch.PrepareToFollow(events.Select(answered => answered.Referral.ReferralId));
        return batch.PrepareAsync([.. events.Where(answered => answered.Supplement > 0).Select(answered => (answered.Referral, answered.Supplement))], cancellationToken);
    }

    public Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.EnterAsync(work, cancellationToken);

    public Task CompleteAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.CompleteAsync(work, cancellationToken);

    public async Task ConsumeAsync(InformationAdded @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken)
    {
        var row = await ReferralUpdates.FindAsync(context.Work, @event.Referral.ReferralId, cancellationToken);
        await IndexAsync(context.Work, row, @event.Supplement, cancellationToken);
        ReferralUpdates.Publish(context.Work, row, @event.Referral, ReferralChange.Supplemented, update => update with { Supplement = @event.Supplement });
    }

    public async Task ConsumeAsync(InformationRequestAnswered @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken)
    {
        var row = await ReferralUpdates.FindAsync(context.Work, @event.Referral.ReferralId, cancellationToken);
        if (@event.Supplement > 0)
            await IndexAsync(context.Work, row, @event.Supplement, cancellationToken);
        ReferralUpdates.Publish(context.Work, row, @event.Referral, ReferralChange.Answered, update => update with
        {
            Supplement = @event.Supplement > 0 ? @event.Supplement : null,
            InformationRequestId = @event.InformationRequestId,
        });
    }

    private async Task IndexAsync(Work<MatchingDbContext> work, ReferralRow row, int supplement, CancellationToken cancellationToken)
    {
        var asked = await Suggestions.OfReferralAsync(work, row.Id, cancellationToken);
        var scored = await batch.ScoreAsync(row.Id, supplement, asked.Append(row.CaseId).ToHashSet(), cancellationToken);
        var decision = DecisionRules.Suggest(scored.Cases, row.CaseId, batch.Model);
        decision = decision.Without(await Suggestions.AskedAsync(work, row.CaseId, [.. decision.Suggested.Select(match => match.CaseId)], cancellationToken));
        Suggestions.Add(work, row.Id, decision, scored.Candidates, batch.Model, batch.HotCases);
        await batch.JoinAsync(row.Id, supplement, row.CaseId, cancellationToken);
    }
}
