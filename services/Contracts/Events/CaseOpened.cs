using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A country case is in a desk's queue, or again.</summary>
[PublishedBy(Topology.Triage)]
public sealed record CaseOpened
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or ZZ for none.</summary>
    public required string Country { get; init; }

    /// <summary>The desk.</summary>
    public required string Desk { get; init; }

    /// <summary>Its priority.</summary>
    public required Priority Priority { get; init; }

    /// <summary>When a decision is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether it had been closed.</summary>
    public required bool Reopened { get; init; }

    /// <summary>The referral that brought it.</summary>
    public required string ReferralId { get; init; }
}
