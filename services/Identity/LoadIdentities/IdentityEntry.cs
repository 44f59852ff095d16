using Referrals.Common.V1;

namespace Referrals.Identity.LoadIdentities;

/// <summary>A principal as the identities file, or the exchange itself, declares it.</summary>
public sealed record IdentityEntry
{
    /// <summary>For example <c>agency/uk-nca</c> or <c>team/picacc@nbi</c>.</summary>
    public required string Name { get; init; }

    public required Role Role { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>The agency itself, or the one that a team or its member belongs to.</summary>
    public string? AgencyId { get; init; }

    public string? TeamId { get; init; }

    public IReadOnlyList<string> Desks { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>What another agency is told to reach this one: an address and a telephone number.</summary>
    public string Contact { get; init; } = "";
}
