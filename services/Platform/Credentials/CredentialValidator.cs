using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Platform.Credentials;

/// <summary>
/// Verifies credentials with the exchange's public key, offline. What was verified is remembered until it expires, by
/// the token's hash; the number remembered is bounded.
/// </summary>
public sealed class CredentialValidator(IOptions<CredentialOptions> options, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const int MaximumTokenLength = 4096;
    private const int MaximumRemembered = 10_000;
    private readonly ConcurrentDictionary<string, VerifiedCredential> remembered = new();
    private SecurityKey? key;

    /// <summary>What an <c>authorization</c> header proves; null if there is none or it is not valid.</summary>
    public async ValueTask<VerifiedCredential?> ReadAsync(string? authorization)
    {
        if (authorization is null || authorization.Length > MaximumTokenLength || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        var token = authorization[Scheme.Length..].Trim();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var now = time.GetUtcNow();
        if (remembered.TryGetValue(hash, out var known))
            return known.Expires > now ? known : null;
        if (PublicKey() is not { } publicKey || await CredentialToken.ReadAsync(token, publicKey) is not { } read)
            return null;
        if (remembered.Count >= MaximumRemembered)
            remembered.Clear();
        remembered[hash] = read;
        return read;
    }

    private SecurityKey? PublicKey()
    {
        if (key is not null)
            return key;
        if (!File.Exists(options.Value.PublicKeyFile))
            return null;
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(File.ReadAllText(options.Value.PublicKeyFile));
        return key = new ECDsaSecurityKey(ecdsa);
    }
}
