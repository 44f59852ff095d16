using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>What holds of every token of the provider's: signed with a key of its own by an allowed algorithm, of the issuer, for this client, in time.</summary>
internal static class ProviderTokens
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <param name="token">What came.</param>
    /// <param name="longest">Bytes that a token of this kind has at most.</param>
    /// <param name="options">Who the provider is, and who this client is.</param>
    /// <param name="provider">Its keys.</param>
    /// <param name="isOfType">Whether a type, or none, is that of this kind of token.</param>
    /// <exception cref="OpenIdException">It proves nothing.</exception>
    public static async Task<(JsonWebToken Token, ClaimsIdentity Claims)> ReadAsync(
        string token, int longest, OpenIdOptions options, OpenIdConnectConfiguration provider, Func<string?, bool> isOfType)
    {
        if (token.Length > longest)
            throw new OpenIdException("token");
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.ClientId,
            ValidAlgorithms = options.AllowedAlgorithms,
            IssuerSigningKeys = provider.SigningKeys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            TypeValidator = (type, _, _) => isOfType(type) ? type ?? "" : throw new SecurityTokenInvalidTypeException("it is a token of another kind"),
            ClockSkew = ClockSkew,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } ? (jwt, result.ClaimsIdentity) : throw new OpenIdException(ReasonOf(result.Exception));
    }

    private static string ReasonOf(Exception exception) => exception switch
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
