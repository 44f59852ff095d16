using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Identity.LoadIdentities;

/// <summary>Principals that every exchange has: its operator, its services, and the console that calls them.</summary>
public static class BuiltInIdentities
{
    private const string Console = "console";

    public static IReadOnlyList<IdentityEntry> All { get; } =
    [
        new() { Name = "operator", Role = Role.Operator, DisplayName = "Operator" },
        .. Topology.Services.Append(Console).Select(service => new IdentityEntry
        {
            Name = $"service/{service}",
            Role = Role.Service,
            DisplayName = $"{char.ToUpperInvariant(service[0])}{service[1..]}",
        }),
    ];
}
