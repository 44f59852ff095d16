using Grpc.Core;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    /// <summary>
    /// What a team found becomes a referral that is born in the case. Intake stores it and answers with the receipt; it comes
    /// back here when it is matched, and is handed on then. Intake's own request id makes a repetition harmless; that the
    /// answer is kept makes it the same after the hand-off has ended.
    /// </summary>
    public override async Task<V1.AddInformationResponse> AddInformation(V1.AddInformationRequest request, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var violations = new Violations();
        violations.Require(RequestId.IsValid(request.RequestId), "requestId", RequestId.Rule, "MALFORMED");
        violations.Require(request.HandOffId.Length > 0, "handOffId", "is required", "REQUIRED");
        violations.Require(request.Referral is not null, "referral", "is required", "REQUIRED");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        var (handOff, _) = (await store.ReadAsync((db, token) => HandOffAccess.ReadAsync(db, principal, Common.V1.Right.ActOnHandOff, request.HandOffId, token), context.CancellationToken)).OrThrow();
        var decision = HandOffRules.Decide(new HandOffStanding(handOff.State, handOff.AcknowledgeBy), new HandOffCommand.AddInformation(), clock.Now);
        Result<V1.AddInformationResponse> answer = decision.Refusal is { } refusal
            ? refusal
            : await SubmitForCaseAsync(request, principal, handOff, context.CancellationToken);
        return await commands.RunAsync<V1.AddInformationRequest, V1.AddInformationResponse>(request, context, (work, _, _) =>
        {
            work.AnswerIsAbout = answer.IsRefused ? null : answer.Value.ReferralId;
            return Task.FromResult(answer);
        });
    }

    private async Task<V1.AddInformationResponse> SubmitForCaseAsync(
        V1.AddInformationRequest request, Principal principal, HandOffRow handOff, CancellationToken cancellationToken)
    {
        var receipt = await submissions.SubmitAsync(
            new SubmitForCaseRequest
            {
                RequestId = $"team-{Ids.GuidFrom("routing/add-information", principal.Name, request.RequestId):N}",
                BornIn = handOff.CountryCase,
                TeamId = handOff.TeamId,
                AgencyId = AgencyOf(principal, handOff.TeamId),
                AddedBy = principal.Name,
                Referral = request.Referral,
            },
            cancellationToken);
        return new V1.AddInformationResponse
        {
            ReferralId = receipt.ReferralId,
            ContentSha256 = receipt.ContentSha256,
            ReceivedAt = receipt.ReceivedAt,
            Promises = { new[] { receipt.Promise }.OfType<SignedPromise>() },
        };
    }

    /// <summary>The agency acted for: the member's, or the one that the team is made of.</summary>
    private string AgencyOf(Principal principal, string teamId) =>
        principal.Agency ?? (policies.InForce(clock.Now).Team(teamId) is { Members: [var only] } ? only.Agency : teamId);
}
