using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>
/// Reads ID tokens: of this issuer, for this client, signed with a key of the issuer's and an algorithm that is allowed, in time, and
/// with the nonce of the attempt (OpenID Connect Core 1.0, 3.1.3.7).
/// </summary>
internal sealed class IdTokens(IOptions<OpenIdOptions> options, TimeProvider time)
{
    private const int LongestToken = 64 * 1024;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // Longer than an attempt takes.
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(11);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <summary>Whom a token proves.</summary>
    /// <exception cref="OpenIdException">It proves nobody.</exception>
    public async Task<ProvenPerson> ReadAsync(string token, OpenIdConnectConfiguration provider, string nonce)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = options.Value.ClientId,
            ValidAlgorithms = options.Value.AllowedAlgorithms,
            IssuerSigningKeys = provider.SigningKeys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // ID tokens need not say what they are; others do.
            TypeValidator = (type, _, _) => type is null or "" or "JWT" ? "JWT" : throw new SecurityTokenInvalidTypeException("it is no ID token"),
            ClockSkew = ClockSkew,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt)
            throw new OpenIdException(ReasonOf(result.Exception));
        if (!OpenIdAttempt.AreEqual(Value(result.ClaimsIdentity, JwtRegisteredClaimNames.Nonce), nonce))
            throw new OpenIdException("nonce");
        if (Value(result.ClaimsIdentity, JwtRegisteredClaimNames.Azp) is var party && (party is null ? jwt.Audiences.Count() > 1 : party != options.Value.ClientId))
            throw new OpenIdException("audience");
        if (jwt.IssuedAt + Oldest < time.GetUtcNow().UtcDateTime)
            throw new OpenIdException("lifetime");
        return new ProvenPerson(
            Value(result.ClaimsIdentity, options.Value.Claim) ?? throw new OpenIdException("no_principal"),
            Value(result.ClaimsIdentity, JwtRegisteredClaimNames.Sub),
            Value(result.ClaimsIdentity, JwtRegisteredClaimNames.Sid));
    }

    /// <summary>Whether keys that were read again might make the difference.</summary>
    public static bool IsOfUnknownKey(OpenIdException exception) => exception.Reason == "key";

    private static string? Value(ClaimsIdentity identity, string type) => identity.FindFirst(type)?.Value;

    internal static string ReasonOf(Exception exception) => exception switch
    {
        SecurityTokenSignatureKeyNotFoundException => "key",
        SecurityTokenInvalidAlgorithmException => "algorithm",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException or SecurityTokenInvalidLifetimeException => "lifetime",
        SecurityTokenInvalidSignatureException => "signature",
        _ => "token",
    };
}
