using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A country case is actionable and is to be handed off.</summary>
[PublishedBy(Topology.Triage)]
public sealed record CaseAccepted
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or ZZ for none.</summary>
    public required string Country { get; init; }

    /// <summary>The desk that decided.</summary>
    public required string Desk { get; init; }

    /// <summary>Its priority.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Pseudonym of the officer.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Why.</summary>
    public required JustificationCode Justification { get; init; }

    /// <summary>The lead team that the officer chose against the policy.</summary>
    public string? LeadTeam { get; init; }

    /// <summary>When the case was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Its referrals; the first 50 where there are more.</summary>
    public required IReadOnlyList<ReferralMetadata> Referrals { get; init; }

    /// <summary>How many there are.</summary>
    public required int ReferralCount { get; init; }
}
