using Google.Protobuf.WellKnownTypes;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.Storage;
using Referrals.Identity.TrustCertificates;

namespace Referrals.Identity;

/// <summary>Rows as the API shows them.</summary>
internal static class IdentityMapping
{
    public static V1.Principal ToMessage(this PrincipalRow row) => new()
    {
        Name = row.Name,
        Role = row.Role,
        DisplayName = row.DisplayName,
        AgencyId = row.AgencyId ?? "",
        TeamId = row.TeamId ?? "",
        Desks = { row.DeskList },
        Pseudonym = row.Pseudonym,
        Contact = row.Contact,
        Suspended = row.Suspended,
        EnrolledAt = row.EnrolledAt.ToTimestamp(),
        Anchors = { AnchorRules.Read(row.Anchors).Select(AnchorRules.ToMessage) },
        DeniedSerials = { row.DeniedSerials.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
    };

    public static V1.Credential ToMessage(this IssuedCredential credential) => new()
    {
        Token = credential.Token,
        ExpiresAt = credential.Row.ExpiresAt.ToTimestamp(),
        KeyId = credential.Row.KeyId,
    };
}
