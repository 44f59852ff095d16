using Referrals.Identity.V1;

namespace Referrals.Platform.Credentials;

/// <summary>Grants as the API sends them.</summary>
public static class GrantMapping
{
    public static Grant ToGrant(this WatchGrantsResponse response)
    {
        var principal = response.Principal;
        return new Grant
        {
            Change = response.Change,
            Name = principal.Name,
            Role = principal.Role,
            Pseudonym = principal.Pseudonym,
            Agency = OrNull(principal.AgencyId),
            Team = OrNull(principal.TeamId),
            Desks = [.. principal.Desks],
            Suspended = principal.Suspended,
            NotBefore = response.NotBefore?.ToDateTimeOffset(),
            EarlierUntil = response.EarlierUntil?.ToDateTimeOffset(),
            Anchors = [.. principal.Anchors.Select(ToGrantAnchor)],
            DeniedSerials = [.. principal.DeniedSerials],
        };
    }

    private static GrantAnchor ToGrantAnchor(TrustAnchor anchor) => new(
        anchor.AnchorCase == TrustAnchor.AnchorOneofCase.RootCertificate ? anchor.RootCertificate.ToBase64() : null,
        anchor.AnchorCase == TrustAnchor.AnchorOneofCase.KeySha256 ? anchor.KeySha256.ToBase64() : null,
        anchor.Until?.ToDateTimeOffset());

    private static string? OrNull(string value) => value.Length == 0 ? null : value;
}
