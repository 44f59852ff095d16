using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>
/// Reads ID tokens: of this issuer, for this client, signed with a key of the issuer's and an algorithm that is allowed, in time, and
/// with the nonce of the attempt (OpenID Connect Core 1.0, 3.1.3.7).
/// </summary>
internal sealed class IdTokens(IOptions<OpenIdOptions> options, TimeProvider time)
{
    private const int LongestToken = 64 * 1024;

    // Longer than an attempt takes.
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(11);

    /// <summary>Whom a token proves.</summary>
    /// <exception cref="OpenIdException">It proves nobody.</exception>
    public async Task<ProvenPerson> ReadAsync(string token, OpenIdConnectConfiguration provider, string nonce)
    {
        // ID tokens need not say what they are; others do.
        var (jwt, claims) = await ProviderTokens.ReadAsync(token, LongestToken, options.Value, provider, type => type is null or "" or "JWT");
        if (!OpenIdAttempt.AreEqual(Value(claims, JwtRegisteredClaimNames.Nonce), nonce))
            throw new OpenIdException("nonce");
        if (Value(claims, JwtRegisteredClaimNames.Azp) is var party && (party is null ? jwt.Audiences.Count() > 1 : party != options.Value.ClientId))
            throw new OpenIdException("audience");
        if (jwt.IssuedAt + Oldest < time.GetUtcNow().UtcDateTime)
            throw new OpenIdException("lifetime");
        return new ProvenPerson(
            Value(claims, options.Value.Claim) ?? throw new OpenIdException("no_principal"),
            Value(claims, JwtRegisteredClaimNames.Sub),
            Value(claims, JwtRegisteredClaimNames.Sid));
    }

    /// <summary>Whether keys that were read again might make the difference.</summary>
    public static bool IsOfUnknownKey(OpenIdException exception) => exception.Reason == "key";

    private static string? Value(ClaimsIdentity identity, string type) => identity.FindFirst(type)?.Value;
}
