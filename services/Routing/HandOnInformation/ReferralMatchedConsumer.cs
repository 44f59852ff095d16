using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOnInformation;

/// <summary>
/// Takes note of a referral's metadata in each of its country cases. Where teams have the case already it is handed on to
/// them at once; what a team added is also offered to those whom the rule names for it.
/// </summary>
internal sealed class ReferralMatchedConsumer(PolicyCatalog policies) : CaseConsumer(policies),
    IEventConsumer<RoutingDbContext, ReferralMatched>, IBatchPreparation<RoutingDbContext, ReferralMatched>
{
    public Task PrepareAsync(IReadOnlyList<ReferralMatched> events, CancellationToken cancellationToken) =>
        Expect(events.SelectMany(matched => CountryCaseNames.For(matched.CaseId, matched.Referral)));

    public async Task ConsumeAsync(ReferralMatched @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var countryCase in CountryCaseNames.For(@event.CaseId, @event.Referral))
        {
            var routed = await EnterAsync(context, countryCase, cancellationToken);
            if (@event.Decision == MatchDecision.New)
            {
                CaseReferrals.Begin(routed, @event.Referral);
                continue;
            }

            var (referral, isNew) = await CaseReferrals.TakeAsync(routed, @event.Referral, cancellationToken);
            if (isNew)
                await NewReferrals.HandOnAsync(routed, referral, @event.Referral, @event.Decision == MatchDecision.BornInCase, cancellationToken);
        }
    }
}
