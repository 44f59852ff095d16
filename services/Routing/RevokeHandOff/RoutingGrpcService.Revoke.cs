using System.Globalization;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
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
            Revoke(routed, transfer, request, "");
        if (routed.HandOffs.Find(other => other.TransferredTo == handOff.HandOffId && other.IsActive) is { } source)
        {
            source.TransferredTo = null;
            routed.Note(source, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Revoked, ToTeamId = handOff.TeamId });
        }

        handOff.State = decision.Value;
        var offers = await HandOffOffers.PlanAsync(routed, cancellationToken);
        var isFree = OfferRules.IsFree(handOff.Role, routed.HandOffs);
        var next = request.OfferNext && isFree ? offers.Next(handOff.Role) : null;
        Revoke(routed, handOff, request, next?.TeamId ?? "");
        if (isFree)
            await offers.OfferNextAsync(handOff.Role, next, OrphanReason.Revoked, cancellationToken);
        await routed.SaveAsync(cancellationToken);
        return new V1.RevokeResponse { HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken), NextTeamId = next?.TeamId ?? "" };
    }

    private static void Revoke(RoutedCase routed, HandOffRow handOff, V1.RevokeRequest request, string next)
    {
        var before = routed.Enter(handOff, HandOffState.Revoked);
        handOff.ChangeReason = request.Reason;
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Revoked, ChangeReason = request.Reason, Text = request.Text, ToTeamId = next });
        routed.Publish(new HandOffRevoked
        {
            HandOffId = handOff.HandOffId,
            CountryCase = handOff.CountryCase,
            TeamId = handOff.TeamId,
            Role = handOff.Role,
            Reason = request.Reason,
        });
        routed.Leave(routed.Record(AuditTypes.Revoked, handOff) with
        {
            From = before,
            To = routed.Row.Custodian,
            Justification = Policies.Words<CustodyChangeReason>.Of(request.Reason),
        });
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
