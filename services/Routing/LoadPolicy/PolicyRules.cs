using Referrals.Common.V1;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using YamlDotNet.RepresentationModel;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Reads the rules of a policy.</summary>
internal sealed class PolicyRules(PolicyYaml tree, Dictionary<string, PolicyTeam> teams)
{
    private static readonly string[] ConditionKeys =
        ["countries", "regions", "incidentTypes", "priorities", "tlp", "conditions", "identifierTypes", "origins", "childGenders", "agencies"];

    public List<PolicyRule> Read(YamlNode? node)
    {
        var rules = new List<PolicyRule>();
        foreach (var entry in tree.List(node, "rules"))
        {
            if (Rule(entry) is not { } rule)
                continue;
            if (rules.Exists(other => other.Id == rule.Id))
                tree.Mistake(entry, "DUPLICATE", $"there is another rule {rule.Id}");
            else if (rules.Find(other => RuleReach.Covers(other.When, rule.When)) is { } earlier)
                tree.Warning(entry, "UNREACHABLE_RULE", $"never reached: whatever it applies to, {earlier.Id} before it takes");
            rules.Add(rule);
        }

        if (node is YamlSequenceNode { Children.Count: 0 })
            tree.Mistake(node, "REQUIRED", "a policy must have a rule");
        return rules;
    }

    /// <summary>The times that a mapping states.</summary>
    public static PolicyTimes Times(PolicyYaml tree, Dictionary<string, YamlNode> parts) => new(
        TimesByPriority(tree, parts.GetValueOrDefault("acknowledgeWithin"), "acknowledgeWithin"),
        TimesByPriority(tree, parts.GetValueOrDefault("feedbackWithin"), "feedbackWithin"));

    public static Dictionary<Priority, TimeSpan> TimesByPriority(PolicyYaml tree, YamlNode? node, string what)
    {
        var times = new Dictionary<Priority, TimeSpan>();
        if (node is null)
            return times;
        foreach (var (name, value) in tree.Map(node, what, [], [.. Words<Priority>.All]))
        {
            if (PolicyDuration.Parse(tree.Text(value, what, 16)) is { } duration)
                times[Words<Priority>.Parse(name)!.Value] = duration;
            else
                tree.Mistake(value, "MALFORMED", $"{what} must be a time such as 30m, 4h or 3d, at most 3653d");
        }

        return times;
    }

    private PolicyRule? Rule(YamlNode node)
    {
        var parts = tree.Map(node, "a rule", ["id", "when", "lead"], ["name", "support", "aftercare", "onNewInformation", "acknowledgeWithin", "feedbackWithin"]);
        var id = tree.Text(parts.GetValueOrDefault("id"), "id", 64);
        if (id.Length > 0 && !PolicyForms.IsId(id))
            tree.Mistake(parts["id"], "MALFORMED", $"id must be {PolicyForms.IdRule}");
        if (id is RuleIds.Officer or RuleIds.Transfer)
            tree.Mistake(parts["id"], "NOT_ALLOWED", "officer and transfer are what hand-offs say that no rule chose");

        var lead = Teams(parts, "lead", HandOffRole.Lead);
        if (lead.Count == 0 && parts.TryGetValue("lead", out var none) && none is YamlSequenceNode { Children.Count: 0 })
            tree.Mistake(none, "REQUIRED", "a rule must name a lead");
        var informed = parts.TryGetValue("onNewInformation", out var more) ? tree.Map(more, "onNewInformation", ["support"], []) : [];
        return id.Length == 0 ? null : new PolicyRule
        {
            Id = id,
            Name = tree.Text(parts.GetValueOrDefault("name"), "name"),
            When = parts.TryGetValue("when", out var when) ? Conditions(when) : new RuleConditions(),
            Lead = lead,
            Support = Teams(parts, "support", HandOffRole.Support),
            Aftercare = Teams(parts, "aftercare", HandOffRole.Aftercare),
            OnNewInformation = Teams(informed, "support", HandOffRole.Support),
            Times = Times(tree, parts),
        };
    }

    private RuleConditions Conditions(YamlNode node)
    {
        var parts = tree.Map(node, "when", [], ConditionKeys);
        foreach (var (name, value) in parts.Where(part => part.Value is YamlSequenceNode { Children.Count: 0 }))
            tree.Mistake(value, "REQUIRED", $"{name} must name a value, or be left out");
        return new RuleConditions
        {
            Countries = tree.Texts(parts.GetValueOrDefault("countries"), "countries", PolicyForms.IsCountry, PolicyForms.CountryRule),
            Regions = tree.Texts(parts.GetValueOrDefault("regions"), "regions", PolicyForms.IsRegion, PolicyForms.RegionRule),
            IncidentTypes = tree.Words<IncidentType>(parts.GetValueOrDefault("incidentTypes"), "incidentTypes"),
            Priorities = tree.Words<Priority>(parts.GetValueOrDefault("priorities"), "priorities"),
            Tlp = tree.Words<Tlp>(parts.GetValueOrDefault("tlp"), "tlp"),
            Conditions = tree.Words<HandlingCondition>(parts.GetValueOrDefault("conditions"), "conditions"),
            IdentifierTypes = tree.Words<IdentifierType>(parts.GetValueOrDefault("identifierTypes"), "identifierTypes"),
            Origins = tree.Words<ReferralOrigin>(parts.GetValueOrDefault("origins"), "origins"),
            ChildGenders = tree.Words<Gender>(parts.GetValueOrDefault("childGenders"), "childGenders"),
            Agencies = tree.Texts(parts.GetValueOrDefault("agencies"), "agencies", PolicyForms.IsId, PolicyForms.IdRule),
        };
    }

    private List<string> Teams(Dictionary<string, YamlNode> parts, string key, HandOffRole role)
    {
        var named = new List<string>();
        foreach (var entry in tree.List(parts.GetValueOrDefault(key), key))
        {
            var id = tree.Text(entry, key, 64);
            if (!teams.TryGetValue(id, out var team))
                tree.Mistake(entry, "UNKNOWN_TEAM", "this team is not in teams");
            else if (!team.Roles.Contains(role))
                tree.Mistake(entry, "NOT_ALLOWED", $"team {id} does not have the role {Words<HandOffRole>.Of(role)}");
            else if (named.Contains(id))
                tree.Mistake(entry, "DUPLICATE", $"{key} names team {id} twice");
            else
                named.Add(id);
        }

        return named;
    }
}
