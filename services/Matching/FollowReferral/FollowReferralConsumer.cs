using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FollowReferral;

/// <summary>Passes on to the case what changes nothing about where the referral belongs.</summary>
public sealed class FollowReferralConsumer(MatchingBatch batch)
    : IEventConsumer<MatchingDbContext, ReferralWithdrawn>, IBatchPreparation<MatchingDbContext, ReferralWithdrawn>,
        IEventConsumer<MatchingDbContext, ConsentGiven>, IBatchPreparation<MatchingDbContext, ConsentGiven>,
        IEventConsumer<MatchingDbContext, ConsentRefused>, IBatchPreparation<MatchingDbContext, ConsentRefused>
{
    public Task PrepareAsync(IReadOnlyList<ReferralWithdrawn> events, CancellationToken cancellationToken) => PrepareAsync(events.Select(withdrawn => withdrawn.Referral));

    public Task PrepareAsync(IReadOnlyList<ConsentGiven> events, CancellationToken cancellationToken) => PrepareAsync(events.Select(given => given.Referral));

    public Task PrepareAsync(IReadOnlyList<ConsentRefused> events, CancellationToken cancellationToken) => PrepareAsync(events.Select(refused => refused.Referral));

    public Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.EnterAsync(work, cancellationToken);

    public Task ConsumeAsync(ReferralWithdrawn @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken) =>
        PassOnAsync(context, @event.Referral, ReferralChange.Withdrawn, null, cancellationToken);

    public Task ConsumeAsync(ConsentGiven @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken) =>
        PassOnAsync(context, @event.Referral, ReferralChange.ConsentGiven, @event.Scope, cancellationToken);

    public Task ConsumeAsync(ConsentRefused @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken) =>
        PassOnAsync(context, @event.Referral, ReferralChange.ConsentRefused, null, cancellationToken);

    private Task PrepareAsync(IEnumerable<ReferralMetadata> referrals)
    {
        batch.PrepareToFollow(referrals.Select(referral => referral.ReferralId));
        return Task.CompletedTask;
    }

    private static async Task PassOnAsync(
        EventContext<MatchingDbContext> context, ReferralMetadata referral, ReferralChange change, ConsentScope? scope, CancellationToken cancellationToken)
    {
        var row = await ReferralUpdates.FindAsync(context.Work, referral.ReferralId, cancellationToken);
        ReferralUpdates.Publish(context.Work, row, referral, change, update => update with { ConsentScope = scope });
    }
}
