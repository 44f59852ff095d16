using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>An officer asked the sender a question.</summary>
[PublishedBy(Topology.Triage)]
public sealed record InformationRequested
{
    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The referral asked about.</summary>
    public required string ReferralId { get; init; }

    /// <summary>The question; its text is with Intake.</summary>
    public required string InformationRequestId { get; init; }

    /// <summary>What is asked for.</summary>
    public required IReadOnlyList<RequestedDatum> Data { get; init; }
}
