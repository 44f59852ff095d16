using Referrals.Common.V1;
using Referrals.Identity.LoadIdentities;
using Referrals.Platform.Commands;

namespace Referrals.Identity.Enrol;

/// <summary>What may be enrolled: agencies, officers, teams and their members, auditors.</summary>
public static class EnrolRules
{
    private const int MaximumContact = 256;

    /// <summary>The entry that a request describes; null with violations.</summary>
    public static IdentityEntry? Read(V1.Principal? principal, Violations violations)
    {
        if (!violations.Require(principal is not null, "principal", "is required", "REQUIRED"))
            return null;
        var parsed = PrincipalNames.Parse(principal!.Name);
        if (!violations.Require(parsed is not null, "principal.name", "must be the name of a principal, such as agency/uk-nca", "MALFORMED"))
            return null;

        var (role, id, member) = parsed!.Value;
        violations.Require(role is not (Role.Operator or Role.Service), "principal.name", "must not be an operator's or a service's", "NOT_ALLOWED");
        violations.Require(principal.Role == Role.Unspecified || principal.Role == role, "principal.role", "must be the role that the name says", "NOT_ALLOWED");
        violations.Text(principal.DisplayName, "principal.displayName", PrincipalNames.MaximumDisplayName);
        violations.Text(principal.Contact, "principal.contact", MaximumContact, role == Role.Agency ? 1 : 0);
        CheckDesks(principal, role, violations);
        var agency = role switch
        {
            Role.Agency => Same(principal.AgencyId, id, "principal.agencyId", violations),
            Role.Team when member is not null => Same(principal.AgencyId, member, "principal.agencyId", violations),
            Role.Team => violations.Require(PrincipalNames.IsId(principal.AgencyId), "principal.agencyId", "must be the agency that the team belongs to", "REQUIRED") ? principal.AgencyId : null,
            _ => None(principal.AgencyId, "principal.agencyId", violations),
        };
        var team = role == Role.Team ? Same(principal.TeamId, id, "principal.teamId", violations) : None(principal.TeamId, "principal.teamId", violations);
        return violations.Any ? null : new IdentityEntry
        {
            Name = principal.Name,
            Role = role,
            DisplayName = principal.DisplayName,
            AgencyId = agency,
            TeamId = team,
            Desks = [.. principal.Desks],
            Contact = principal.Contact,
        };
    }

    private static void CheckDesks(V1.Principal principal, Role role, Violations violations)
    {
        if (role != Role.Officer)
        {
            violations.Require(principal.Desks.Count == 0, "principal.desks", "are of officers only", "NOT_ALLOWED");
            return;
        }

        violations.Require(principal.Desks.Count is > 0 and <= PrincipalNames.MaximumDesks, "principal.desks", $"must be 1 to {PrincipalNames.MaximumDesks}", principal.Desks.Count == 0 ? "REQUIRED" : "TOO_MANY");
        for (var i = 0; i < principal.Desks.Count; i++)
            violations.Require(PrincipalNames.IsId(principal.Desks[i]), $"principal.desks[{i}]", "must be 1 to 64 characters a-z 0-9 -", "MALFORMED");
    }

    /// <summary>A field that repeats what the name says, or is left out.</summary>
    private static string Same(string value, string expected, string field, Violations violations)
    {
        violations.Require(value.Length == 0 || value == expected, field, "must be what the name says", "NOT_ALLOWED");
        return expected;
    }

    private static string? None(string value, string field, Violations violations)
    {
        violations.Require(value.Length == 0, field, "does not belong to such a principal", "NOT_ALLOWED");
        return null;
    }
}
