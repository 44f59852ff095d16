using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A team passed a case on to another.</summary>
[PublishedBy(Topology.Routing)]
public sealed record HandOffTransferred
{
    /// <summary>The hand-off.</summary>
    public required string HandOffId { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The team.</summary>
    public required string TeamId { get; init; }

    /// <summary>Lead, support or aftercare.</summary>
    public required HandOffRole Role { get; init; }

    /// <summary>The other team.</summary>
    public required string ToTeamId { get; init; }

    /// <summary>Why.</summary>
    public required CustodyChangeReason Reason { get; init; }
}
