using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A country case has another priority.</summary>
[PublishedBy(Topology.Triage)]
public sealed record PriorityChanged
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>Before.</summary>
    public required Priority From { get; init; }

    /// <summary>Now.</summary>
    public required Priority To { get; init; }

    /// <summary>Why.</summary>
    public required PriorityReason Reason { get; init; }
}
