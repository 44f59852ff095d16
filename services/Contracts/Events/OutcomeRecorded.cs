using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A team reported an outcome.</summary>
[PublishedBy(Topology.Routing)]
public sealed record OutcomeRecorded
{
    /// <summary>The hand-off.</summary>
    public required string HandOffId { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The team.</summary>
    public required string TeamId { get; init; }

    /// <summary>Lead, support or aftercare.</summary>
    public required HandOffRole Role { get; init; }

    /// <summary>What came of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>With CLOSED: why.</summary>
    public ClosedReason? ClosedReason { get; init; }

    /// <summary>Children safeguarded or removed from risk.</summary>
    public required int Safeguarded { get; init; }

    /// <summary>Persons arrested.</summary>
    public required int Arrested { get; init; }

    /// <summary>Whether the referral was of use.</summary>
    public required Usefulness Usefulness { get; init; }
}
