using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.ExplainRouting;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.ReloadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override async Task<V1.ExplainResponse> Explain(V1.ExplainRequest request, ServerCallContext context)
    {
        var now = clock.Now;
        var draft = request.DraftPolicy.Length > 0 ? PolicyView.ReadDraft(request.DraftPolicy) : null;
        switch (request.SubjectCase)
        {
            case V1.ExplainRequest.SubjectOneofCase.Hypothetical:
                var policy = draft ?? policies.InForce(now);
                var facts = HypotheticalRules.Read(request.Hypothetical);
                var waiting = facts.Conditions.Contains(HandlingCondition.H2) ? 1 : 0;
                return new V1.ExplainResponse { Explanation = ExplanationView.Of(RoutingPolicyEvaluator.Evaluate(policy, facts), policy, now, waiting) };
            case V1.ExplainRequest.SubjectOneofCase.CountryCase:
                var principal = context.GetPrincipal();
                return await store.ReadAsync(
                    async (db, token) => new V1.ExplainResponse { Explanation = await ExplainAsync(db, principal, request.CountryCase, draft, now, token) },
                    context.CancellationToken);
            default:
                throw new RefusedException(Refusal.Invalid("countryCase", "countryCase or hypothetical is required", "REQUIRED"));
        }
    }

    private async Task<V1.RoutingExplanation> ExplainAsync(
        RoutingDbContext db, Principal principal, string countryCase, PolicyDocument? draft, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await ReadCaseAsync(db, principal, countryCase, cancellationToken);
        var waiting = await db.CaseReferrals.CountAsync(referral => referral.CountryCase == countryCase && referral.AvailableAt == null && referral.EndedAt == null, cancellationToken);
        var routed = row.AcceptedFacts is not null && row.Stage != CaseStage.Waiting;
        var facts = routed
            ? AcceptedPlan.ReadFacts(row.AcceptedFacts!)
            : await (await CaseReferralSet.LoadAsync(db, countryCase, cancellationToken)).FactsAsync(row, cancellationToken);
        var policy = draft ?? (routed ? await AcceptedUnderAsync(db, row, cancellationToken) : null) ?? policies.InForce(now);
        return ExplanationView.Of(RoutingPolicyEvaluator.Evaluate(policy, facts), policy, now, waiting);
    }

    /// <summary>The policy that a case was accepted under, though another may be in force since.</summary>
    private async Task<PolicyDocument?> AcceptedUnderAsync(RoutingDbContext db, CountryCaseRow row, CancellationToken cancellationToken) =>
        policies.Policies.Versions.FirstOrDefault(policy => policy.Version == row.AcceptedVersion) ?? await KeptPolicies.ReadAsync(db, row.AcceptedVersion, cancellationToken);
}
