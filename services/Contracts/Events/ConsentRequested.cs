namespace Referrals.Contracts;

/// <summary>A referral waits for its originator's consent before it is handed on.</summary>
[PublishedBy(Topology.Routing)]
public sealed record ConsentRequested
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The referral.</summary>
    public required string ReferralId { get; init; }
}
