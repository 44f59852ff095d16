using System.Security.Cryptography;
using System.Text;
using Referrals.Identity.Storage;

namespace Referrals.Identity.IssueCredentials;

/// <summary>A token, and the row that remembers that it was issued.</summary>
internal sealed record IssuedCredential(string Token, CredentialRow Row)
{
    public static IssuedCredential Of(string token, string principal, string keyId, DateTimeOffset issuedAt, DateTimeOffset expiresAt) => new(
        token,
        new CredentialRow
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))),
            Principal = principal,
            KeyId = keyId,
            IssuedAt = issuedAt,
            ExpiresAt = expiresAt,
        });
}
