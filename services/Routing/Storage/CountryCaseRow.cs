using Referrals.Common.V1;

namespace Referrals.Routing.Storage;

/// <summary>A country case as routing knows it.</summary>
internal sealed class CountryCaseRow
{
    /// <summary><c>cases/…/countries/PH</c></summary>
    public required string CountryCase { get; init; }

    public required string CaseId { get; init; }

    public required string Country { get; init; }

    /// <summary>The desk's id; empty until triage has opened the case.</summary>
    public string Desk { get; set; } = "";

    public Priority Priority { get; set; }

    public CaseStage Stage { get; set; }

    /// <summary>Who has custody: <c>desk/…</c> or <c>team/…</c>.</summary>
    public string Custodian { get; set; } = "";

    /// <summary>How often it was accepted; teams that were tried in an earlier round may be asked again.</summary>
    public int Round { get; set; }

    /// <summary>The lead that the officer chose for this round.</summary>
    public string? LeadTeam { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>What it was routed by when accepted, for Explain and Simulate.</summary>
    public string? AcceptedFacts { get; set; }

    public string? AcceptedVersion { get; set; }

    /// <summary>What was planned then.</summary>
    public string? AcceptedPlan { get; set; }
}
