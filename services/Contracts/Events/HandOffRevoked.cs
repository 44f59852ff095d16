using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A hand-off was taken back.</summary>
[PublishedBy(Topology.Routing)]
public sealed record HandOffRevoked
{
    /// <summary>The hand-off.</summary>
    public required string HandOffId { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The team.</summary>
    public required string TeamId { get; init; }

    /// <summary>Lead, support or aftercare.</summary>
    public required HandOffRole Role { get; init; }

    /// <summary>Why.</summary>
    public required CustodyChangeReason Reason { get; init; }
}
