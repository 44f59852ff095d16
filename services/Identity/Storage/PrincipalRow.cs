using Referrals.Common.V1;

namespace Referrals.Identity.Storage;

/// <summary>Someone or something that may call.</summary>
public sealed class PrincipalRow
{
    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required string Pseudonym { get; init; }

    public string DisplayName { get; set; } = "";

    public string? AgencyId { get; set; }

    public string? TeamId { get; set; }

    /// <summary>Desks of an officer, joined by spaces.</summary>
    public string Desks { get; set; } = "";

    /// <summary>Country of an agency, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; set; }

    public string Contact { get; set; } = "";

    public bool Suspended { get; set; }

    public DateTimeOffset EnrolledAt { get; init; }

    public IReadOnlyList<string> DeskList => Desks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
