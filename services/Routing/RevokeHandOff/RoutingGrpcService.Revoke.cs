using System.Globalization;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Routing.HandOffs;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override Task<V1.RevokeResponse> Revoke(V1.RevokeRequest request, ServerCallContext context) => ChangeAsync(
        request,
        context,
        request.HandOffId,
        (violations, _) =>
        {
            violations.Require(request.Reason != CustodyChangeReason.Unspecified, "reason", "is required", "REQUIRED");
            violations.Require(request.ExpectedVersion >= 0, "expectedVersion", "must not be negative", "OUT_OF_RANGE");
            CheckText(violations, request.Text, request.Reason == CustodyChangeReason.Other);
        },
        async (routed, handOff, token) => await RevokeAsync(routed, handOff, request, token),
        request.Text);

    private static async Task<Result<V1.RevokeResponse>> RevokeAsync(RoutedCase routed, HandOffRow handOff, V1.RevokeRequest request, CancellationToken cancellationToken)
    {
        if (request.ExpectedVersion > 0 && request.ExpectedVersion != handOff.Version)
            return VersionChanged(handOff);
        var decision = HandOffRules.Decide(new HandOffStanding(handOff.State, handOff.AcknowledgeBy), new HandOffCommand.Revoke(), routed.Now);
        if (decision.Refusal is { } refusal)
            return refusal;

        // Whoever it was being passed on to, or from, is no longer concerned.
        if (routed.HandOffs.Find(other => other.TransferOf == handOff.HandOffId && other.State == HandOffState.Offered) is { } transfer)
            HandOffEnd.Revoke(routed, transfer, request.Reason, request.Text);
        HandOffEnd.TellSource(routed, handOff);

        handOff.State = decision.Value;
        var offers = await HandOffOffers.PlanAsync(routed, cancellationToken);
        var isFree = OfferRules.IsFree(handOff.Role, routed.HandOffs);
        var next = request.OfferNext && isFree ? offers.Next(handOff.Role) : null;
        HandOffEnd.Revoke(routed, handOff, request.Reason, request.Text, next?.TeamId);
        if (isFree)
            await offers.OfferNextAsync(handOff.Role, next, OrphanReason.Revoked, cancellationToken);
        await routed.SaveAsync(cancellationToken);
        return new V1.RevokeResponse { HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken), NextTeamId = next?.TeamId ?? "" };
    }

    private static Refusal VersionChanged(HandOffRow handOff) =>
        Refusal.Aborted("VERSION_CHANGED", "the hand-off has changed since you saw it") with
        {
            Metadata = new Dictionary<string, string>
            {
                ["version"] = handOff.Version.ToString(CultureInfo.InvariantCulture),
                ["state"] = Policies.Words<HandOffState>.Of(handOff.State),
            },
        };
}
