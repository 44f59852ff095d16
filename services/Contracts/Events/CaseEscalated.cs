using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A country case was put before a supervisor.</summary>
[PublishedBy(Topology.Triage)]
public sealed record CaseEscalated
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The desk.</summary>
    public required string Desk { get; init; }

    /// <summary>Why.</summary>
    public required JustificationCode Justification { get; init; }
}
