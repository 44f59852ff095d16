using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;

namespace Referrals.Routing.ExplainRouting;

/// <summary>A plan as an explanation: every rule, every condition, every team that was passed over.</summary>
internal static class ExplanationView
{
    public static V1.RoutingExplanation Of(RoutingPlan plan, PolicyDocument policy, DateTimeOffset now, int waiting)
    {
        var explanation = new V1.RoutingExplanation
        {
            PolicyVersion = plan.PolicyVersion,
            RuleId = plan.RuleId,
            OrphanReason = plan.OrphanReason ?? OrphanReason.Unspecified,
            ReferralsWaiting = waiting,
        };
        explanation.Trials.AddRange(plan.Trace.Select(Trial));
        explanation.Planned.AddRange(InTurn(HandOffRole.Lead, plan.Lead, policy, now));
        explanation.Planned.AddRange(AtOnce(plan.Support, policy, now));
        explanation.Planned.AddRange(InTurn(HandOffRole.Aftercare, plan.Aftercare, policy, now));
        return explanation;
    }

    private static V1.RuleTrial Trial(RuleTrace trace) => new()
    {
        RuleId = trace.Rule.Id,
        Name = trace.Rule.Name,
        Matched = trace.Matched,
        PassedOver = trace.PassedOver,
        Conditions =
        {
            trace.Conditions.Select(condition => new V1.ConditionTrial
            {
                Condition = condition.Name,
                Expected = { condition.Expected },
                Actual = { condition.Actual },
                Held = condition.Held,
            }),
        },
    };

    private static IEnumerable<V1.PlannedHandOff> InTurn(HandOffRole role, RolePlan plan, PolicyDocument policy, DateTimeOffset now)
    {
        if (plan.Candidates is not [var first, ..])
            return [];
        var planned = Planned(role, first, plan, policy, now);
        planned.NextTeamIds.AddRange(plan.Candidates.Skip(1).Select(other => other.TeamId));
        return [planned];
    }

    private static IEnumerable<V1.PlannedHandOff> AtOnce(RolePlan plan, PolicyDocument policy, DateTimeOffset now) =>
        plan.Candidates.Select(candidate => Planned(HandOffRole.Support, candidate, plan, policy, now));

    private static V1.PlannedHandOff Planned(HandOffRole role, Candidate candidate, RolePlan plan, PolicyDocument policy, DateTimeOffset now) => new()
    {
        Role = role,
        TeamId = candidate.TeamId,
        TeamDisplayName = policy.Team(candidate.TeamId)?.Name ?? candidate.TeamId,
        AcknowledgeWithin = candidate.AcknowledgeWithin.ToDuration(),
        AcknowledgeBy = (now + candidate.AcknowledgeWithin).ToTimestamp(),
        Skipped = { plan.PassedOver.Select(team => new V1.SkippedTeam { TeamId = team.TeamId, Reason = team.Reason }) },
    };
}
