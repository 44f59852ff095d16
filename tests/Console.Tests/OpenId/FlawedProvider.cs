using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Referrals.Testing;

namespace Referrals.Console.Tests.OpenId;

/// <summary>A provider that gets one thing wrong, or that somebody stands between it and the console.</summary>
internal sealed class FlawedProvider : IAsyncDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa strange = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, string> nonces = new();
    private readonly WebApplication app;
    private readonly string flaw;

    private FlawedProvider(string flaw, int port)
    {
        this.flaw = flaw;
        Issuer = $"http://localhost:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = flaw == "provider_is_another" ? "https://other.example" : Issuer,
            authorization_endpoint = $"{Issuer}/authorize",
            token_endpoint = $"{Issuer}/token",
            jwks_uri = $"{Issuer}/keys",
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { Public() } }));
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", () => Results.Json(new { id_token = Token(), access_token = "a", token_type = "Bearer" }));
    }

    public string Issuer { get; }

    public static async Task<FlawedProvider> StartAsync(string flaw)
    {
        var provider = new FlawedProvider(flaw, FreePort.Next());
        await provider.app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        strange.Dispose();
    }

    /// <summary>A logout token with one thing wrong, or none.</summary>
    public string LogoutToken(string wrong, string id)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["jti"] = id,
            ["sub"] = wrong == "another person" ? "43" : "42",
            ["sid"] = wrong == "another session" ? "s-2" : "s-1",
            ["events"] = new Dictionary<string, object> { [wrong == "another event" ? "http://schemas.openid.net/event/other" : "http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        };
        foreach (var name in wrong switch { "no id" => ["jti"], "no event" => ["events"], "nobody" => ["sub", "sid"], "a person" => ["sid"], "a session" => ["sub"], _ => Array.Empty<string>() })
            claims.Remove(name);
        if (wrong == "a nonce")
            claims["nonce"] = "n";
        if (wrong == "an event in words")
            claims["events"] = "http://schemas.openid.net/event/backchannel-logout";
        var issued = wrong switch { "expired" => now.AddHours(-2), "issued long ago" => now.AddMinutes(-20), _ => now };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = wrong == "issuer" ? "https://other.example" : Issuer,
            Audience = wrong == "audience" ? "another-client" : ConsoleAlone.ClientId,
            TokenType = wrong == "an access token" ? "at+jwt" : "logout+jwt",
            IssuedAt = issued,
            Expires = wrong switch { "expired" => now.AddHours(-1), "no end" => null, _ => now.AddMinutes(2) },
            Claims = claims,
            SigningCredentials = Credentials(wrong),
        });
    }

    /// <summary>An ID token that somebody may send in place of another.</summary>
    public string IdToken() => Token();

    private IResult Authorize(HttpRequest request)
    {
        nonces["nonce"] = request.Query["nonce"]!;
        var state = flaw == "state" ? "another" : request.Query["state"].ToString();
        var answer = flaw switch
        {
            "denied" => $"error=access_denied&state={state}",
            "answer of another issuer" => $"code=c&state={state}&iss=https%3A%2F%2Fother.example",
            _ => $"code=c&state={state}",
        };
        return Results.Redirect($"{request.Query["redirect_uri"]}?{answer}");
    }

    private string Token()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = "42",
            ["sid"] = "s-1",
            ["nonce"] = flaw == "nonce" ? "another" : nonces["nonce"],
        };
        if (flaw != "no principal")
            claims["referrals_principal"] = flaw switch { "unknown principal" => "officer/nobody", "a system" => "service/matching", "a path" => "../officer-okoro", _ => "officer/okoro" };
        if (flaw == "no nonce")
            claims.Remove("nonce");
        if (flaw == "another party")
            claims["azp"] = "another-client";
        var issued = flaw is "expired" or "issued long ago" ? now.AddHours(-2) : now;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = flaw == "issuer" ? "https://other.example" : Issuer,
            Audience = flaw == "audience" ? "another-client" : ConsoleAlone.ClientId,
            TokenType = flaw == "an access token" ? "at+jwt" : "JWT",
            IssuedAt = issued,
            NotBefore = flaw == "not yet" ? now.AddHours(1) : issued,
            Expires = flaw switch { "expired" => now.AddHours(-1), "no end" => null, _ => now.AddHours(3) },
            Claims = claims,
            SigningCredentials = Credentials(flaw),
        });
    }

    private SigningCredentials? Credentials(string wrong) => wrong switch
    {
        "no algorithm" => null,

        // The public key, which everybody has, as if it were a secret.
        "a symmetric algorithm" => new SigningCredentials(new SymmetricSecurityKey(key.ExportSubjectPublicKeyInfo()) { KeyId = "1" }, SecurityAlgorithms.HmacSha256),
        "signature" => new SigningCredentials(new ECDsaSecurityKey(strange) { KeyId = "1" }, SecurityAlgorithms.EcdsaSha256),
        "unknown key" => new SigningCredentials(new ECDsaSecurityKey(strange) { KeyId = "2" }, SecurityAlgorithms.EcdsaSha256),
        _ => new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "1" }, SecurityAlgorithms.EcdsaSha256),
    };

    private object Public()
    {
        var point = key.ExportParameters(false).Q;
        return new { kty = "EC", use = "sig", crv = "P-256", kid = "1", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }
}
