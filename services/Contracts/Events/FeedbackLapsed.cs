using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A team that owes feedback has not given it in time.</summary>
[PublishedBy(Topology.Routing)]
public sealed record FeedbackLapsed
{
    /// <summary>The hand-off.</summary>
    public required string HandOffId { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The team.</summary>
    public required string TeamId { get; init; }

    /// <summary>Lead, support or aftercare.</summary>
    public required HandOffRole Role { get; init; }
}
