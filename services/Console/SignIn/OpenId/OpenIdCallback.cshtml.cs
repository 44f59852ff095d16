using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Referrals.Console.Serving;
using Referrals.Identity.V1;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>
/// Takes the provider's answer and begins a session. The page then goes on by itself: with what another site began, the browser sends
/// no session's cookie.
/// </summary>
[ForAnyone]
public sealed class OpenIdCallbackModel(OpenIdSignIn signIn, SignInRecords records, Sessions sessions, IOptions<OpenIdOptions> options, ILogger<OpenIdCallbackModel> logger) : PageModel
{
    private const string Refused = "/sign-in?refused=1";

    public string ReturnUrl { get; private set; } = "/";

    public async Task<IActionResult> OnGetAsync(string? code, string? state, string? iss)
    {
        if (!options.Value.IsOn)
            return NotFound();
        try
        {
            var (person, returnUrl) = await signIn.ProveAsync(HttpContext, code, state, iss);
            if (!await records.KeepAsync(person.Principal, SignInWay.Provider))
                return Redirect(Refused);
            sessions.Begin(HttpContext, person.Principal, session => session with { ProviderSubject = person.Subject, ProviderSession = person.Session });
            logger.SignedIn(person.Principal);
            ReturnUrl = Url.LocalOr(returnUrl, "/");
            Response.Headers["Refresh"] = $"0; url={Uri.EscapeDataString(ReturnUrl).Replace("%2F", "/", StringComparison.Ordinal)}";
            return Page();
        }
        catch (OpenIdException exception)
        {
            logger.SignInRefused(exception.Reason);
            await records.RefuseAsync(SignInWay.Provider, exception.Reason, exception.Principal);
            return Redirect(Refused);
        }
    }
}
