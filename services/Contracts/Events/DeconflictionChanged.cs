using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>An agency reported what a team works on: its steps are held, released, or wait for an officer.</summary>
[PublishedBy(Topology.Routing)]
public sealed record DeconflictionChanged
{
    /// <summary>The deconfliction.</summary>
    public required string DeconflictionId { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The referral that met the team's work.</summary>
    public required string ReferralId { get; init; }

    /// <summary>The hand-off of the team.</summary>
    public required string HandOffId { get; init; }

    /// <summary>The team's name, as the directory gives it to partners.</summary>
    public required string TeamName { get; init; }

    /// <summary>Where it stands now.</summary>
    public required DeconflictionState State { get; init; }

    /// <summary>When it lapses to an officer.</summary>
    public required DateTimeOffset ReleaseBy { get; init; }
}
