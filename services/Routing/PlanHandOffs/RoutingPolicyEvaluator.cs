using Referrals.Common.V1;
using Referrals.Routing.Policies;

namespace Referrals.Routing.PlanHandOffs;

/// <summary>
/// Decides to whom a case goes: the first rule whose conditions all hold names the teams; of these, those that may take it,
/// in the rule's order. What an agency sent never goes to that agency as the lead.
/// </summary>
internal static class RoutingPolicyEvaluator
{
    public const string IsSender = "IS_SENDER";
    public const string DoesNotTake = "DOES_NOT_TAKE";
    public const string NotAccepting = "NOT_ACCEPTING";

    public static RoutingPlan Evaluate(PolicyDocument policy, CaseFacts facts, IReadOnlyCollection<TriedTeam>? tried = null)
    {
        var trace = new List<RuleTrace>(policy.Rules.Count);
        PolicyRule? rule = null;
        foreach (var candidate in policy.Rules)
        {
            var conditions = RuleMatch.Try(candidate.When, facts);
            var matched = conditions.All(condition => condition.Held);
            trace.Add(new RuleTrace(candidate, conditions, matched, matched && rule is not null));
            if (matched)
                rule ??= candidate;
        }

        if (rule is null)
        {
            var reason = policy.Teams.Values.Any(team => team.Countries.Contains(facts.Country)) ? OrphanReason.NoRule : OrphanReason.NoTeam;
            return new RoutingPlan { PolicyVersion = policy.Version, Trace = trace, OrphanReason = reason };
        }

        RolePlan Plan(HandOffRole role, IReadOnlyList<string> teams) => PlanRole(policy, rule, facts, role, teams, tried ?? []);
        var lead = Plan(HandOffRole.Lead, rule.Lead);
        return new RoutingPlan
        {
            PolicyVersion = policy.Version,
            Rule = rule,
            Trace = trace,
            Lead = lead,
            Support = Plan(HandOffRole.Support, rule.Support),
            Aftercare = Plan(HandOffRole.Aftercare, rule.Aftercare),
            OnNewInformation = Plan(HandOffRole.Support, rule.OnNewInformation),
            OrphanReason = lead.Candidates.Count == 0 ? WhyNobody(lead) : null,
        };
    }

    /// <summary>How long a team has under a rule: its own time, else the rule's, else the policy's.</summary>
    public static Candidate TimesOf(PolicyDocument policy, PolicyRule? rule, PolicyTeam team, Priority priority)
    {
        var known = priority == Priority.Unspecified ? Priority.P3Standard : priority;
        return new Candidate(
            team.Id,
            First(known, team.AcknowledgeWithin, rule?.Times.AcknowledgeWithin, policy.Defaults.AcknowledgeWithin),
            First(known, rule?.Times.FeedbackWithin, policy.Defaults.FeedbackWithin));
    }

    /// <summary>Whether a part would give back to its sender what these agencies sent. To read in support it may.</summary>
    public static bool IsSenderAs(HandOffRole role, PolicyTeam team, IReadOnlyCollection<string> senders) => role == HandOffRole.Lead && team.IsAmong(senders);

    private static RolePlan PlanRole(
        PolicyDocument policy, PolicyRule rule, CaseFacts facts, HandOffRole role, IReadOnlyList<string> teams, IReadOnlyCollection<TriedTeam> tried)
    {
        var candidates = new List<Candidate>();
        var passedOver = new List<PassedOver>();
        foreach (var team in teams.Select(id => policy.Teams[id]))
        {
            if (WhyNot(team, facts, role, tried) is { } reason)
                passedOver.Add(new PassedOver(team.Id, reason));
            else
                candidates.Add(TimesOf(policy, rule, team, facts.Priority));
        }

        return new RolePlan(candidates, passedOver);
    }

    private static string? WhyNot(PolicyTeam team, CaseFacts facts, HandOffRole role, IReadOnlyCollection<TriedTeam> tried)
    {
        if (tried.FirstOrDefault(before => before.Role == role && before.TeamId == team.Id) is { } before)
            return before.Reason;
        if (!team.Accepting)
            return NotAccepting;
        if (IsSenderAs(role, team, facts.AgencyIds))
            return IsSender;
        return Takes(team, facts) ? null : DoesNotTake;
    }

    /// <summary>A team is passed over only when it is certain that it can do nothing here; where it is not, the team says so itself.</summary>
    private static bool Takes(PolicyTeam team, CaseFacts facts)
    {
        if (team.Countries.Count > 0 && !team.Countries.Contains(facts.Country))
            return false;
        if (team.IncidentTypes.Count > 0 && facts.IncidentTypes.Count > 0 && !team.IncidentTypes.Any(facts.IncidentTypes.Contains))
            return false;
        return team.ChildGenders.Count == 0 || !facts.AllGendersKnown || team.ChildGenders.Any(facts.ChildGenders.Contains);
    }

    private static OrphanReason WhyNobody(RolePlan lead) =>
        lead.PassedOver.All(team => team.Reason == IsSender) ? OrphanReason.SenderOnly
        : lead.PassedOver.All(team => team.Reason is DoesNotTake or NotAccepting or IsSender) ? OrphanReason.NoTeam
        : OrphanReason.Exhausted;

    private static TimeSpan First(Priority priority, params ReadOnlySpan<IReadOnlyDictionary<Priority, TimeSpan>?> times)
    {
        foreach (var candidate in times)
        {
            if (candidate is not null && candidate.TryGetValue(priority, out var time))
                return time;
        }

        throw new InvalidOperationException("a policy has a default time for every priority");
    }
}
