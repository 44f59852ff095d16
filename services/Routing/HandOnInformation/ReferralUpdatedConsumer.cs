using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.SealWords;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOnInformation;

/// <summary>Hands on what a sender adds, lets what was consented to go on, and ends what was withdrawn.</summary>
internal sealed class ReferralUpdatedConsumer(PolicyCatalog policies) : CaseConsumer(policies), IEventConsumer<RoutingDbContext, ReferralUpdated>
{
    public async Task ConsumeAsync(ReferralUpdated @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var countryCase in CountryCaseNames.For(@event.CaseId, @event.Referral))
        {
            var routed = await EnterAsync(context, countryCase, cancellationToken);
            var (referral, isNew) = await CaseReferrals.TakeAsync(routed, @event.Referral, cancellationToken);
            if (isNew && IsMore(@event))
                await NewReferrals.HandOnAsync(routed, referral, @event.Referral, isBornInCase: false, cancellationToken);
            else
                await ApplyAsync(routed, referral, @event, cancellationToken);
        }

        if (@event.Change == ReferralChange.Erased)
            await CaseWords.EraseAsync(context.Work, @event.Referral.ReferralId, cancellationToken);
    }

    private static bool IsMore(ReferralUpdated update) => update.Change is ReferralChange.Supplemented or ReferralChange.Answered;

    private static async Task ApplyAsync(RoutedCase routed, CaseReferralRow referral, ReferralUpdated update, CancellationToken cancellationToken)
    {
        switch (update.Change)
        {
            case ReferralChange.Supplemented or ReferralChange.Answered:
                CaseReferrals.HandOn(routed, referral);
                if (referral is { AvailableAt: not null, EndedAt: null })
                    await HandOffOffers.OfferWhatNobodyHasAsync(routed, routed.Now, cancellationToken);
                break;
            case ReferralChange.ConsentGiven when referral.IsWaiting:
                referral.Consent = ConsentState.Given;
                referral.LeadOnly = ConsentRules.IsForLeadOnly(update.ConsentScope);
                referral.AvailableAt = routed.Now;
                CaseReferrals.HandOn(routed, referral);
                await OfferWhatWaitedAsync(routed, cancellationToken);
                break;
            case ReferralChange.ConsentRefused:
                referral.Consent = ConsentState.Refused;
                await EndAsync(routed, referral, cancellationToken);
                break;
            case ReferralChange.Withdrawn or ReferralChange.Erased:
                await EndAsync(routed, referral, cancellationToken);
                break;
        }
    }

    private static async Task EndAsync(RoutedCase routed, CaseReferralRow referral, CancellationToken cancellationToken)
    {
        CaseReferrals.End(routed, referral);
        await HandOffEnd.EndEmptyOffersAsync(routed, CustodyChangeReason.PermissionWithdrawn, cancellationToken);
        if (routed.Row.Stage == CaseStage.AwaitingConsent)
            await OfferWhatWaitedAsync(routed, cancellationToken);
    }

    private static async Task OfferWhatWaitedAsync(RoutedCase routed, CancellationToken cancellationToken)
    {
        HandOffOffers.BeginRound(routed, routed.Now);
        if (routed.Row.Stage is CaseStage.AwaitingConsent or CaseStage.Routed)
            await (await HandOffOffers.PlanAsync(routed, cancellationToken)).OfferAllAsync(cancellationToken);
    }
}
