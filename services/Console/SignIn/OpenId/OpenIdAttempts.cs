using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>Keeps the attempt in the browser that makes it, sealed, for ten minutes and one answer.</summary>
internal sealed class OpenIdAttempts(IDataProtectionProvider protection, TimeProvider time)
{
    private const string CookieName = "referrals-openid";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly IDataProtector protector = protection.CreateProtector("openid");

    public OpenIdAttempt Begin(HttpContext context, string returnUrl)
    {
        var attempt = OpenIdAttempt.Begin(returnUrl, time.GetUtcNow());
        context.Response.Cookies.Append(CookieName, protector.Protect(JsonSerializer.Serialize(attempt)), Options(context, Longest));
        return attempt;
    }

    /// <summary>The attempt of this browser, and no more of it; null when there is none or it is too old.</summary>
    public OpenIdAttempt? Take(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { } cookie)
            return null;
        context.Response.Cookies.Delete(CookieName, Options(context, null));
        try
        {
            return JsonSerializer.Deserialize<OpenIdAttempt>(protector.Unprotect(cookie)) is { } attempt && attempt.BegunAt + Longest > time.GetUtcNow() ? attempt : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The answer comes from another site, with which no stricter cookie goes.</summary>
    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = OpenIdEndpoint.Path,
        MaxAge = age,
    };
}
