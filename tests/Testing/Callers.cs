using Referrals.Common.V1;
using Referrals.Platform.Credentials;

namespace Referrals.Testing;

/// <summary>Principals for tests.</summary>
public static class Callers
{
    public static Principal Operator { get; } = Of("operator", Role.Operator);

    public static Principal Agency(string id) => Of($"agency/{id}", Role.Agency) with { Agency = id };

    public static Principal Officer(string name, params string[] desks) => Of($"officer/{name}", Role.Officer) with { Desks = desks };

    public static Principal Team(string id, string? memberAgency = null) =>
        Of(memberAgency is null ? $"team/{id}" : $"team/{id}@{memberAgency}", Role.Team) with { Team = id, Agency = memberAgency };

    public static Principal Auditor(string name) => Of($"auditor/{name}", Role.Auditor);

    public static Principal Service(string name) => Of($"service/{name}", Role.Service);

    private static Principal Of(string name, Role role) => new() { Name = name, Role = role, Pseudonym = $"p-{name.Replace('/', '-')}" };
}
