using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Platform.Credentials.Outside;

/// <summary>A token of an outside issuer: which agency it says, since when and until when. What the agency may do is the exchange's to know.</summary>
internal sealed record OutsideToken(string Agency, DateTimeOffset IssuedAt, DateTimeOffset Expires)
{
    private const string AgencyPrefix = "agency/";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    // Its cache would keep keys that the issuer has withdrawn.
    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    /// <summary>
    /// What a token proves: signed with a key of the issuer's that is one of a pair, by an allowed algorithm, of the type, for this
    /// exchange, in time and not for long. Null for any other.
    /// </summary>
    public static async Task<OutsideToken?> ReadAsync(string token, IReadOnlyCollection<SecurityKey> keys, IssuerOptions options, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Name,
            ValidAudience = options.Audience,
            ValidTypes = [options.Type],
            ValidAlgorithms = options.AllowedAlgorithms,
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            CryptoProviderFactory = Uncached,
            LifetimeValidator = (notBefore, expires, _, _) => notBefore is null || notBefore <= now.UtcDateTime + Skew ? expires > now.UtcDateTime : false,
        });
        if (!result.IsValid
            || result.SecurityToken is not JsonWebToken jwt
            || jwt.IssuedAt == DateTime.MinValue
            || jwt.IssuedAt > now.UtcDateTime + Skew
            || jwt.ValidTo - jwt.IssuedAt > TimeSpan.FromMinutes(options.LongestMinutes)
            || result.ClaimsIdentity.FindFirst(options.Claim)?.Value is not { Length: > 0 } agency)
            return null;
        return new OutsideToken(agency.StartsWith(AgencyPrefix, StringComparison.Ordinal) ? agency : AgencyPrefix + agency, jwt.IssuedAt, jwt.ValidTo);
    }
}
