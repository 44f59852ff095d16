using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.Storage;
using Referrals.Platform.Inbox;

namespace Referrals.Matching.FollowReferral;

/// <summary>Passes on to the case what changes nothing about where the referral belongs.</summary>
public sealed class FollowReferralConsumer
    : IEventConsumer<MatchingDbContext, ReferralWithdrawn>, IEventConsumer<MatchingDbContext, ConsentGiven>, IEventConsumer<MatchingDbContext, ConsentRefused>
{
    public Task ConsumeAsync(ReferralWithdrawn @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken) =>
        PassOnAsync(context, @event.Referral, ReferralChange.Withdrawn, null, cancellationToken);

    public Task ConsumeAsync(ConsentGiven @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken) =>
        PassOnAsync(context, @event.Referral, ReferralChange.ConsentGiven, @event.Scope, cancellationToken);

    public Task ConsumeAsync(ConsentRefused @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken) =>
        PassOnAsync(context, @event.Referral, ReferralChange.ConsentRefused, null, cancellationToken);

    private static async Task PassOnAsync(
        EventContext<MatchingDbContext> context, ReferralMetadata referral, ReferralChange change, ConsentScope? scope, CancellationToken cancellationToken)
    {
        var row = await ReferralUpdates.FindAsync(context.Work, referral.ReferralId, cancellationToken);
        ReferralUpdates.Publish(context.Work, row, referral, change, update => update with { ConsentScope = scope });
    }
}
