using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Routing.HandOffs;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override Task<V1.DeclineResponse> Decline(V1.DeclineRequest request, ServerCallContext context) => ChangeAsync(
        request,
        context,
        request.HandOffId,
        (violations, _) =>
        {
            violations.Require(request.Reason != DeclineReason.Unspecified, "reason", "is required", "REQUIRED");
            CheckText(violations, request.Text, request.Reason == DeclineReason.Other);
        },
        async (routed, handOff, token) => await DeclineAsync(routed, handOff, request, token),
        request.Text);

    private static async Task<Result<V1.DeclineResponse>> DeclineAsync(RoutedCase routed, HandOffRow handOff, V1.DeclineRequest request, CancellationToken cancellationToken)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(handOff.State, handOff.AcknowledgeBy), new HandOffCommand.Decline(), routed.Now);
        if (decision.Refusal is { } refusal)
            return refusal;

        var before = routed.Enter(handOff, decision.Value);
        handOff.DeclineReason = request.Reason;
        var next = await HandOffEnd.NotTakenAsync(
            routed,
            handOff,
            next => new V1.HandOffEvent { Kind = V1.HandOffEventKind.Declined, DeclineReason = request.Reason, Text = request.Text, ToTeamId = next ?? "" },
            next => new HandOffDeclined
            {
                HandOffId = handOff.HandOffId,
                CountryCase = handOff.CountryCase,
                TeamId = handOff.TeamId,
                Role = handOff.Role,
                Reason = request.Reason,
                NextTeamId = next,
            },
            routed.Record(AuditTypes.Declined, handOff) with
            {
                From = before,
                To = routed.Row.Custodian,
                Justification = Policies.Words<DeclineReason>.Of(request.Reason),
            },
            cancellationToken);
        await routed.SaveAsync(cancellationToken);
        return new V1.DeclineResponse { HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken), NextTeamId = next ?? "" };
    }
}
