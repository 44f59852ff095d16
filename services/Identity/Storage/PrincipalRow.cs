using Referrals.Common.V1;

namespace Referrals.Identity.Storage;

/// <summary>Someone or something that may call.</summary>
public sealed class PrincipalRow
{
    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required string Pseudonym { get; init; }

    public string DisplayName { get; set; } = "";

    public string? AgencyId { get; set; }

    public string? TeamId { get; set; }

    /// <summary>Desks of an officer, joined by spaces.</summary>
    public string Desks { get; set; } = "";

    /// <summary>Country of an agency, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; set; }

    public string Contact { get; set; } = "";

    public bool Suspended { get; set; }

    /// <summary>Number of the change that made it what it is.</summary>
    public long Change { get; set; }

    /// <summary>Desks granted beside those of the identities file, joined by spaces.</summary>
    public string GrantedDesks { get; set; } = "";

    /// <summary>Desks revoked though the identities file has them, joined by spaces.</summary>
    public string RevokedDesks { get; set; } = "";

    /// <summary>Whether the membership in the team that its name says was revoked.</summary>
    public bool TeamRevoked { get; set; }

    /// <summary>Credentials issued before this time were replaced, real time; null when none were.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Until when those go on, real time; null when they have ended.</summary>
    public DateTimeOffset? EarlierUntil { get; set; }

    /// <summary>What its certificates are trusted by, JSON.</summary>
    public string Anchors { get; set; } = "[]";

    /// <summary>Serial numbers of certificates that are refused, joined by spaces.</summary>
    public string DeniedSerials { get; set; } = "";

    public DateTimeOffset EnrolledAt { get; init; }

    public IReadOnlyList<string> DeskList => Desks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
