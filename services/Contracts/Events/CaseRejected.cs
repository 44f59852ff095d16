using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A country case is closed without a hand-off.</summary>
[PublishedBy(Topology.Triage)]
public sealed record CaseRejected
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The disposition.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>With INFORMATIONAL: which of its reasons.</summary>
    public InformationalReason? InformationalReason { get; init; }

    /// <summary>With INSUFFICIENT_INFORMATION: what would reopen it.</summary>
    public RequestedDatum? MissingDatum { get; init; }
}
