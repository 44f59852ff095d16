using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Referrals.Common.V1;

namespace Referrals.Platform.Credentials;

/// <summary>
/// A local credential: a JWT of type <c>referrals+jwt</c>, ES256, issued by the exchange to itself.
/// Type, algorithm, issuer and audience are pinned; the key is the one in the data directory.
/// </summary>
public static class CredentialToken
{
    /// <summary>The exchange, as the issuer of its own.</summary>
    public const string Issuer = "referrals";

    private const string TokenType = "referrals+jwt";
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    // Its cache outlives the key that it was made with: another copy of the same key would find one that is disposed.
    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    public static string Issue(Principal principal, ECDsa key, DateTimeOffset issuedAt, DateTimeOffset expires)
    {
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = principal.Name,
            ["role"] = principal.RoleName,
            ["pid"] = principal.Pseudonym,
        };
        if (principal.Agency is not null)
            claims["agency"] = principal.Agency;
        if (principal.Team is not null)
            claims["team"] = principal.Team;
        if (principal.Desks.Count > 0)
            claims["desks"] = string.Join(' ', principal.Desks);
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            TokenType = TokenType,
            IssuedAt = issuedAt.UtcDateTime,
            NotBefore = issuedAt.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = Uncached },
        });
    }

    /// <summary>What a valid token proves; null for any other.</summary>
    public static async Task<VerifiedCredential?> ReadAsync(string token, SecurityKey key)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            ValidTypes = [TokenType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key,
            CryptoProviderFactory = Uncached,
            ClockSkew = TimeSpan.FromSeconds(5),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt)
            return null;

        var claims = result.ClaimsIdentity;
        if (Value(claims, JwtRegisteredClaimNames.Sub) is not { } name
            || Value(claims, "pid") is not { } pseudonym
            || !Enum.TryParse<Role>(Value(claims, "role"), ignoreCase: true, out var role)
            || role == Role.Unspecified)
            return null;

        var principal = new Principal
        {
            Name = name,
            Role = role,
            Pseudonym = pseudonym,
            Agency = Value(claims, "agency"),
            Team = Value(claims, "team"),
            Desks = Value(claims, "desks")?.Split(' ') ?? [],
        };
        return new VerifiedCredential(principal, jwt.IssuedAt, jwt.ValidTo);
    }

    private static string? Value(ClaimsIdentity identity, string type) => identity.FindFirst(type)?.Value;
}
