using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Routing.HandOffs;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;
using Referrals.Routing.TransferHandOff;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override Task<V1.TransferResponse> Transfer(V1.TransferRequest request, ServerCallContext context) => ChangeAsync(
        request,
        context,
        request.HandOffId,
        (violations, _) =>
        {
            violations.Require(request.ToTeamId.Length > 0, "toTeamId", "is required", "REQUIRED");
            violations.Require(request.Reason != CustodyChangeReason.Unspecified, "reason", "is required", "REQUIRED");
            CheckText(violations, request.Text, request.Reason == CustodyChangeReason.Other);
        },
        async (routed, handOff, token) => await TransferAsync(routed, handOff, request, token),
        request.Text);

    /// <summary>Custody stays until the other team acknowledges.</summary>
    private static async Task<Result<V1.TransferResponse>> TransferAsync(
        RoutedCase routed, HandOffRow handOff, V1.TransferRequest request, CancellationToken cancellationToken)
    {
        var standing = new HandOffStanding(handOff.State, handOff.AcknowledgeBy, handOff.TransferredTo is not null);
        if (HandOffRules.Decide(standing, new HandOffCommand.OfferTransfer(), routed.Now).Refusal is { } refusal)
            return refusal;
        var team = routed.Policy.Team(request.ToTeamId);
        var offers = await HandOffOffers.PlanAsync(routed, cancellationToken);
        if (TransferRules.WhyNot(team, handOff, routed.Row.Round, routed.HandOffs, offers.Facts.AgencyIds) is { } why)
            return Refusal.Invalid("toTeamId", why.Description, why.Reason);

        var offered = await offers.OfferTransferAsync(handOff, team!, cancellationToken);
        handOff.TransferredTo = offered.HandOffId;
        handOff.ChangeReason = request.Reason;
        routed.Note(handOff, new V1.HandOffEvent
        {
            Kind = V1.HandOffEventKind.TransferOffered,
            ChangeReason = request.Reason,
            Text = request.Text,
            ToTeamId = request.ToTeamId,
        });
        await routed.SaveAsync(cancellationToken);
        return new V1.TransferResponse
        {
            HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken),
            OfferedHandOffId = offered.HandOffId,
        };
    }
}
