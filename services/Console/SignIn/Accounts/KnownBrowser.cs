using Google.Protobuf;

namespace Referrals.Console.SignIn.Accounts;

/// <summary>What a browser keeps of somebody who signed in with it by password, so that strangers' wrong attempts do not lock that person out of it. It proves nobody.</summary>
internal static class KnownBrowser
{
    private const string CookieName = "referrals-browser";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static ByteString Read(HttpRequest request) => PasskeyOptions.ReadState(request.Cookies[CookieName]);

    public static void Keep(HttpContext context, ByteString browser)
    {
        if (browser.IsEmpty)
            return;
        context.Response.Cookies.Append(CookieName, browser.ToBase64(), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            Path = "/sign-in",
            MaxAge = Kept,
        });
    }
}
