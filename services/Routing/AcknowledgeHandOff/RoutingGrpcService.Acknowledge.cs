using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Routing.Deconflict;
using Referrals.Routing.HandOffs;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    private const int LongestReference = 128;

    public override Task<V1.AcknowledgeResponse> Acknowledge(V1.AcknowledgeRequest request, ServerCallContext context) => ChangeAsync(
        request,
        context,
        request.HandOffId,
        (violations, _) => violations.Text(request.TeamReference.Trim(), "teamReference", LongestReference),
        async (routed, handOff, token) => await AcknowledgeAsync(routed, handOff, request.TeamReference.Trim(), token));

    private static async Task<Result<V1.AcknowledgeResponse>> AcknowledgeAsync(RoutedCase routed, HandOffRow handOff, string reference, CancellationToken cancellationToken)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(handOff.State, handOff.AcknowledgeBy), new HandOffCommand.Acknowledge(), routed.Now);
        if (decision.Refusal is { } refusal)
            return refusal;

        var before = routed.Enter(handOff, decision.Value);
        handOff.AcknowledgedAt = routed.Now;
        handOff.TeamReference = reference;
        handOff.Holder = routed.Actor!.Name;
        handOff.FeedbackDueAt = FeedbackRules.DueAfter(routed.Now, handOff.FeedbackWithin);
        handOff.NewInformation = 0;
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Acknowledged });
        routed.Publish(new HandOffAcknowledged
        {
            HandOffId = handOff.HandOffId,
            CountryCase = handOff.CountryCase,
            TeamId = handOff.TeamId,
            Role = handOff.Role,
            TeamReference = reference,
        });
        var isLead = handOff.Role == HandOffRole.Lead;
        routed.Leave(routed.Record(AuditTypes.Acknowledged, handOff) with { From = isLead ? before : null, To = isLead ? routed.Row.Custodian : null });
        if (handOff.TransferOf is { } source)
            await PassOnAsync(routed, routed.HandOffs.Single(other => other.HandOffId == source), handOff, before, cancellationToken);
        await routed.SaveAsync(cancellationToken);
        return new V1.AcknowledgeResponse { HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken) };
    }

    /// <summary>The team that passed it on is done with it.</summary>
    private static async Task PassOnAsync(RoutedCase routed, HandOffRow source, HandOffRow to, string custodianBefore, CancellationToken cancellationToken)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(source.State, source.AcknowledgeBy), new HandOffCommand.PassOn(), routed.Now);
        if (decision.IsRefused)
            return;
        routed.Enter(source, decision.Value);
        routed.Note(source, new V1.HandOffEvent
        {
            Kind = V1.HandOffEventKind.Transferred,
            ToTeamId = to.TeamId,
            ChangeReason = source.ChangeReason ?? CustodyChangeReason.Unspecified,
            Actor = CustodyRules.Team(to.TeamId),
        });
        routed.Publish(new HandOffTransferred
        {
            HandOffId = source.HandOffId,
            CountryCase = source.CountryCase,
            TeamId = source.TeamId,
            Role = source.Role,
            ToTeamId = to.TeamId,
            Reason = source.ChangeReason ?? CustodyChangeReason.Unspecified,
        });
        var isLead = source.Role == HandOffRole.Lead;
        routed.Leave(routed.Record(AuditTypes.Transferred, source) with
        {
            From = isLead ? custodianBefore : null,
            To = isLead ? routed.Row.Custodian : null,
            Justification = Policies.Words<CustodyChangeReason>.Of(source.ChangeReason ?? CustodyChangeReason.Unspecified),
            Details = new Dictionary<string, string>
            {
                ["role"] = Policies.Words<HandOffRole>.Of(source.Role),
                ["toHandOff"] = to.HandOffId,
                ["toTeam"] = to.TeamId,
            },
        });
        await Deconflictions.PassOnAsync(routed, source, to, cancellationToken);
    }
}
