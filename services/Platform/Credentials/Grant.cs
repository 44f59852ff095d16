using Referrals.Common.V1;

namespace Referrals.Platform.Credentials;

/// <summary>What holds of a principal now, whatever its credentials say.</summary>
public sealed record Grant
{
    /// <summary>Number of the change that made it so; grows.</summary>
    public required long Change { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required string Pseudonym { get; init; }

    public string? Agency { get; init; }

    public string? Team { get; init; }

    public IReadOnlyList<string> Desks { get; init; } = [];

    public bool Suspended { get; init; }

    /// <summary>Credentials issued before this time were replaced; null when none were.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when those count; null: no more.</summary>
    public DateTimeOffset? EarlierUntil { get; init; }

    /// <summary>What the principal's certificates are trusted by.</summary>
    public IReadOnlyList<GrantAnchor> Anchors { get; init; } = [];

    /// <summary>Serial numbers of certificates that are refused: hexadecimal, lower case, without leading zeros.</summary>
    public IReadOnlyList<string> DeniedSerials { get; init; } = [];

    /// <summary>The principal with these rights.</summary>
    public Principal ToPrincipal() => new() { Name = Name, Role = Role, Pseudonym = Pseudonym, Agency = Agency, Team = Team, Desks = Desks };

    /// <summary>Whether a credential of this principal still counts.</summary>
    public bool Admits(DateTimeOffset issuedAt, DateTimeOffset now) =>
        !Suspended && (NotBefore is not { } since || issuedAt >= since || now < EarlierUntil);

    /// <summary>Whether an open stream may go on when this takes the place of <paramref name="earlier"/>.</summary>
    public bool AllowsWhat(Grant earlier) =>
        Suspended == earlier.Suspended
        && (Agency, Team, NotBefore, EarlierUntil) == (earlier.Agency, earlier.Team, earlier.NotBefore, earlier.EarlierUntil)
        && Desks.SequenceEqual(earlier.Desks)
        && Anchors.SequenceEqual(earlier.Anchors)
        && DeniedSerials.SequenceEqual(earlier.DeniedSerials);
}

/// <summary>What makes a certificate the principal's: its own authority's certificate (DER, base64), or a pinned key (SHA-256 of the SPKI, base64).</summary>
/// <param name="Root">The authority; null for a pinned key.</param>
/// <param name="KeySha256">The key; null for an authority.</param>
/// <param name="Until">Until when it counts; null: until it is taken away.</param>
public sealed record GrantAnchor(string? Root, string? KeySha256, DateTimeOffset? Until);
