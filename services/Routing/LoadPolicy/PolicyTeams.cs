using Referrals.Common.V1;
using Referrals.Routing.Policies;
using YamlDotNet.RepresentationModel;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Reads the teams of a policy.</summary>
internal sealed class PolicyTeams(PolicyYaml tree)
{
    public Dictionary<string, PolicyTeam> Read(YamlNode? node)
    {
        var teams = new Dictionary<string, PolicyTeam>();
        foreach (var entry in tree.List(node, "teams"))
        {
            if (Team(entry) is { } team && !teams.TryAdd(team.Id, team))
                tree.Mistake(entry, "DUPLICATE", $"there is another team {team.Id}");
        }

        return teams;
    }

    private PolicyTeam? Team(YamlNode node)
    {
        var parts = tree.Map(
            node, "a team", ["id", "name", "countries", "roles"], ["regions", "agencies", "members", "accepts", "accepting", "contact", "acknowledgeWithin"]);
        var id = tree.Text(parts.GetValueOrDefault("id"), "id", 64);
        if (id.Length > 0 && !PolicyForms.IsId(id))
            tree.Mistake(parts["id"], "MALFORMED", $"id must be {PolicyForms.IdRule}");
        if (parts.ContainsKey("agencies") && parts.TryGetValue("members", out var both))
            tree.Mistake(both, "NOT_ALLOWED", "a team has agencies or members, not both");

        var roles = tree.Words<HandOffRole>(parts.GetValueOrDefault("roles"), "roles");
        if (roles.Count == 0 && parts.TryGetValue("roles", out var none))
            tree.Mistake(none, "REQUIRED", "a team must have a role");
        var accepts = parts.TryGetValue("accepts", out var taken) ? tree.Map(taken, "accepts", [], ["childGenders", "incidentTypes"]) : [];
        return id.Length == 0 ? null : new PolicyTeam
        {
            Id = id,
            Name = tree.Text(parts.GetValueOrDefault("name"), "name"),
            Countries = tree.Texts(parts.GetValueOrDefault("countries"), "countries", PolicyForms.IsCountry, PolicyForms.CountryRule),
            Regions = tree.Texts(parts.GetValueOrDefault("regions"), "regions", PolicyForms.IsRegion, PolicyForms.RegionRule),
            Members = Members(parts),
            Roles = roles,
            ChildGenders = tree.Words<Gender>(accepts.GetValueOrDefault("childGenders"), "childGenders"),
            IncidentTypes = tree.Words<IncidentType>(accepts.GetValueOrDefault("incidentTypes"), "incidentTypes"),
            Accepting = Accepting(parts.GetValueOrDefault("accepting")),
            Contact = tree.Text(parts.GetValueOrDefault("contact"), "contact"),
            AcknowledgeWithin = PolicyRules.TimesByPriority(tree, parts.GetValueOrDefault("acknowledgeWithin"), "acknowledgeWithin"),
        };
    }

    private List<PolicyMember> Members(Dictionary<string, YamlNode> parts)
    {
        var members = new List<PolicyMember>();
        foreach (var agency in tree.Texts(parts.GetValueOrDefault("agencies"), "agencies", PolicyForms.IsId, PolicyForms.IdRule))
            members.Add(new PolicyMember(agency, "", Tlp.Red));
        foreach (var entry in tree.List(parts.GetValueOrDefault("members"), "members"))
        {
            var member = tree.Map(entry, "a member", ["agency", "kind", "maxTlp"], []);
            var agency = tree.Text(member.GetValueOrDefault("agency"), "agency", 64);
            var label = tree.Text(member.GetValueOrDefault("maxTlp"), "maxTlp", 16);
            if (label.Length > 0 && Words<Tlp>.Parse(label) is null)
                tree.Mistake(member["maxTlp"], "MALFORMED", $"maxTlp must be one of {string.Join(", ", Words<Tlp>.All)}");
            if (members.Exists(other => other.Agency == agency))
                tree.Mistake(entry, "DUPLICATE", "the agency is a member already");
            members.Add(new PolicyMember(agency, tree.Text(member.GetValueOrDefault("kind"), "kind", 64), Words<Tlp>.Parse(label) ?? Tlp.Clear));
        }

        return members;
    }

    private bool Accepting(YamlNode? node)
    {
        if (node is null or YamlScalarNode { Value: "true" })
            return true;
        if (node is not YamlScalarNode { Value: "false" })
            tree.Mistake(node, "MALFORMED", "accepting must be true or false");
        return false;
    }
}
