using Microsoft.IdentityModel.Tokens;
using Referrals.Identity.Storage;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Identity.IssueCredentials;

/// <summary>Signs credentials and records that they were issued.</summary>
public sealed class CredentialIssuer(IdentityKeys keys, TimeProvider time)
{
    internal IssuedCredential Issue(PrincipalRow row, TimeSpan life)
    {
        var now = Microseconds.Truncate(time.GetUtcNow());
        // After a rotation, the first moment at which a token counts.
        if (now < row.NotBefore)
            now = row.NotBefore.Value;
        return IssuedCredential.Of(CredentialToken.Issue(PrincipalOf(row), keys.Signing, now, now + life), row.Name, keys.KeyId, now, now + life);
    }

    /// <summary>The credential that a token is, if it may stay for this principal.</summary>
    internal async Task<IssuedCredential?> ReadAsync(string token, PrincipalRow row, TimeSpan renewBefore)
    {
        var now = time.GetUtcNow();
        var read = await CredentialToken.ReadAsync(token, new ECDsaSecurityKey(keys.Signing));
        return CredentialRules.MayStay(read, PrincipalOf(row), row.NotBefore, now, renewBefore)
            ? IssuedCredential.Of(token, row.Name, keys.KeyId, read!.IssuedAt, read.Expires)
            : null;
    }

    internal static void Record(Work<IdentityDbContext> work, CredentialRow credential, PrincipalRow principal, Principal? actor)
    {
        work.Db.Credentials.Add(credential);
        work.Record("security", new AuditEntry
        {
            Type = AuditTypes.CredentialIssued,
            Actor = actor,
            Agency = principal.AgencyId,
            Team = principal.TeamId,
            Details = new Dictionary<string, string> { ["principal"] = principal.Pseudonym, ["key"] = credential.KeyId },
        });
    }

    internal static Principal PrincipalOf(PrincipalRow row) => new()
    {
        Name = row.Name,
        Role = row.Role,
        Pseudonym = row.Pseudonym,
        Agency = row.AgencyId,
        Team = row.TeamId,
        Desks = row.DeskList,
    };
}
