using Referrals.Common.V1;

namespace Referrals.Intake.Storage;

/// <summary>A parent case, as far as the status of its referrals needs it.</summary>
public sealed class CaseRow
{
    public required string CaseId { get; init; }

    /// <summary>Grows with every change, so that two instances never build on the same state.</summary>
    public long Version { get; set; }

    /// <summary>Number of the last entry of the case.</summary>
    public long Position { get; set; }

    /// <summary>Whether triage has opened it for any country.</summary>
    public bool Opened { get; set; }

    /// <summary>The agencies that reported the matter, as a JSON list.</summary>
    public required string Agencies { get; set; }
}

/// <summary>A country case: whose desk it is on and where it stands.</summary>
public sealed class CountryCaseRow
{
    public required string CountryCase { get; init; }

    public required string CaseId { get; init; }

    public required string Country { get; init; }

    public required string Desk { get; set; }

    public required ReferralState State { get; set; }

    /// <summary>The states of its lead hand-offs, as a JSON object by id.</summary>
    public required string Leads { get; set; }
}

/// <summary>A hand-off, as far as need to know and notices need it.</summary>
public sealed class HandOffRow
{
    public required string Id { get; init; }

    public required string CountryCase { get; init; }

    public required string CaseId { get; init; }

    public required string Country { get; init; }

    public required string TeamId { get; init; }

    public string? TeamName { get; init; }

    public string? TeamReference { get; set; }

    public required HandOffRole Role { get; init; }

    /// <summary>In a joint team what somebody of each member agency may read, see <see cref="MemberLimits"/>; null for other teams.</summary>
    public string? MemberLimits { get; init; }

    public required HandOffState State { get; set; }

    public required DateTimeOffset OfferedAt { get; init; }
}
