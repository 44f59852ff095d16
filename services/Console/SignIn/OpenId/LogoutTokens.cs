using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>
/// Reads logout tokens: signed, of this issuer and for this client as ID tokens are, of the event of a sign-out, about somebody or some
/// session, without a nonce, and with an id of their own (OpenID Connect Back-Channel Logout 1.0, 2.6).
/// </summary>
internal sealed class LogoutTokens(IOptions<OpenIdOptions> options, TimeProvider time)
{
    /// <summary>How long a token is taken after it was made, whatever it says itself.</summary>
    public static TimeSpan Oldest { get; } = TimeSpan.FromMinutes(5);

    private const int LongestToken = 16 * 1024;
    private const string SignOutEvent = "http://schemas.openid.net/event/backchannel-logout";

    /// <exception cref="OpenIdException">It signs nobody out.</exception>
    public async Task<LogoutToken> ReadAsync(string token, OpenIdConnectConfiguration provider)
    {
        // Providers of before the standard was final say nothing, or JWT.
        var (jwt, claims) = await ProviderTokens.ReadAsync(
            token, LongestToken, options.Value, provider, type => type is null or "" or "JWT" || type.Equals("logout+jwt", StringComparison.OrdinalIgnoreCase));
        string? Value(string type) => claims.FindFirst(type)?.Value is { Length: > 0 } value ? value : null;
        if (Value(JwtRegisteredClaimNames.Nonce) is not null)
            throw new OpenIdException("nonce");
        if (!IsSignOut(jwt))
            throw new OpenIdException("event");
        if (jwt.IssuedAt + Oldest < time.GetUtcNow().UtcDateTime)
            throw new OpenIdException("lifetime");
        var read = new LogoutToken(Value(JwtRegisteredClaimNames.Sub), Value(JwtRegisteredClaimNames.Sid), Value(JwtRegisteredClaimNames.Jti) ?? throw new OpenIdException("id"), jwt.IssuedAt);
        return read.Subject is not null || read.Session is not null ? read : throw new OpenIdException("nobody");
    }

    private static bool IsSignOut(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<JsonElement>("events", out var events)
        && events.ValueKind == JsonValueKind.Object
        && events.TryGetProperty(SignOutEvent, out var what)
        && what.ValueKind == JsonValueKind.Object;
}
