using Referrals.Contracts;
using Referrals.Routing.Deconflict;
using Referrals.Routing.HandOffs;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOnInformation;

/// <summary>A referral that came into a case which may be with teams already.</summary>
internal static class NewReferrals
{
    public static async Task HandOnAsync(RoutedCase routed, CaseReferralRow referral, ReferralMetadata metadata, bool isBornInCase, CancellationToken cancellationToken)
    {
        if (routed.Row.Stage == CaseStage.Waiting)
            return;
        if (referral.IsWaiting)
        {
            CaseReferrals.RequestConsent(routed, referral);
            return;
        }

        CaseReferrals.HandOn(routed, referral);
        await Deconflictions.OpenAsync(routed, metadata, cancellationToken);
        await HandOffOffers.OfferWhatNobodyHasAsync(routed, referral.AvailableAt!.Value, cancellationToken);
        if (isBornInCase && routed.Row.Stage == CaseStage.Routed)
            await (await HandOffOffers.PlanAsync(routed, cancellationToken)).OfferNewInformationAsync(cancellationToken);
    }
}
