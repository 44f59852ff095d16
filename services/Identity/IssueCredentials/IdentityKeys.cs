using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Identity.LoadIdentities;
using Referrals.Platform.Credentials;

namespace Referrals.Identity.IssueCredentials;

/// <summary>The key that signs credentials (ES256) and the secret behind pseudonyms; both are files of the data directory, made at the first start.</summary>
public sealed class IdentityKeys(IOptions<CredentialOptions> options) : IDisposable
{
    private readonly Lazy<ECDsa> signing = new(() => LoadSigningKey(options.Value));
    private readonly Lazy<byte[]> pseudonyms = new(() => SecretFile.ReadOrCreate(Path.Combine(options.Value.Directory, "keys", "pseudonyms.key")));

    public ECDsa Signing => signing.Value;

    /// <summary>The first 16 characters of the base64url SHA-256 of the public key (SPKI).</summary>
    public string KeyId => Convert.ToBase64String(SHA256.HashData(Signing.ExportSubjectPublicKeyInfo())).Replace('+', '-').Replace('/', '_')[..16];

    public string PseudonymOf(string name, Role role) => PrincipalNames.Pseudonym(name, role, pseudonyms.Value);

    public void Dispose()
    {
        if (signing.IsValueCreated)
            signing.Value.Dispose();
    }

    private static ECDsa LoadSigningKey(CredentialOptions options)
    {
        SecretFile.CreateDirectory(Path.GetDirectoryName(options.PrivateKeyFile)!);
        var key = ECDsa.Create();
        key.ImportFromPem(Encoding.ASCII.GetString(SecretFile.ReadOrCreate(options.PrivateKeyFile, NewKey)));
        var publicKey = Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        if (!File.Exists(options.PublicKeyFile) || !File.ReadAllBytes(options.PublicKeyFile).AsSpan().SequenceEqual(publicKey))
            SecretFile.Write(options.PublicKeyFile, publicKey);
        return key;
    }

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem());
    }
}
