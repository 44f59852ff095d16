using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.HandOffs;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    private const int MostSuggested = 100;

    public override async Task<V1.SuggestTeamsResponse> SuggestTeams(V1.SuggestTeamsRequest request, ServerCallContext context)
    {
        if (request.CountryCases.Count is 0 or > MostSuggested)
            throw new RefusedException(Refusal.Invalid("countryCases", $"must name 1 to {MostSuggested}", "OUT_OF_RANGE"));
        var principal = context.GetPrincipal();
        var policy = policies.InForce(clock.Now);
        return await store.ReadAsync(
            async (db, token) =>
            {
                var names = request.CountryCases.Distinct().ToList();
                var rows = await db.CountryCases.AsNoTracking().Where(row => names.Contains(row.CountryCase)).ToListAsync(token);
                var response = new V1.SuggestTeamsResponse();
                foreach (var row in rows.Where(row => HandOffAccess.IsOfDesk(principal, row.Desk)))
                    response.Suggestions.Add(Suggestion(row, await (await CaseReferralSet.LoadAsync(db, row.CountryCase, token)).FactsAsync(row, token), policy));
                return response;
            },
            context.CancellationToken);
    }

    private static V1.TeamSuggestion Suggestion(CountryCaseRow row, CaseFacts facts, PolicyDocument policy)
    {
        var plan = RoutingPolicyEvaluator.Evaluate(policy, facts);
        var lead = plan.Lead.Candidates is [var first, ..] ? first.TeamId : "";
        return new V1.TeamSuggestion
        {
            CountryCase = row.CountryCase,
            TeamId = lead,
            TeamDisplayName = policy.Team(lead)?.Name ?? lead,
            RuleId = plan.RuleId,
        };
    }
}
