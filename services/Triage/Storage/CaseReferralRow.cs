using Referrals.Common.V1;

namespace Referrals.Triage;

/// <summary>A referral in a country case.</summary>
public sealed class CaseReferralRow
{
    public required string CountryCase { get; init; }

    public required string ReferralId { get; init; }

    /// <summary>What its agency calls it.</summary>
    public string AgencyReference { get; init; } = "";

    /// <summary>In the order of joining, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>What this referral alone calls for.</summary>
    public Priority Priority { get; set; }

    /// <summary>Withdrawn, erased, or moved to another case.</summary>
    public bool Gone { get; set; }

    /// <summary>The parent case that it was moved to; null when it is here, or was withdrawn here.</summary>
    public string? MovedTo { get; set; }

    public bool Erased { get; set; }

    public int Completeness { get; set; }

    public int EvidenceItems { get; set; }

    /// <summary>The metadata as JSON.</summary>
    public required string Metadata { get; set; }
}
