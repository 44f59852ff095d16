using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>No team takes a case: an officer must.</summary>
[PublishedBy(Topology.Routing)]
public sealed record CaseOrphaned
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>Why.</summary>
    public required OrphanReason Reason { get; init; }
}
