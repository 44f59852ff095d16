using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Referrals.Console.Serving;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>
/// Takes the provider's answer and begins a session. The page then goes on by itself: with what another site began, the browser sends
/// no session's cookie.
/// </summary>
[ForAnyone]
public sealed class OpenIdCallbackModel(OpenIdSignIn signIn, Sessions sessions, IOptions<OpenIdOptions> options, ILogger<OpenIdCallbackModel> logger) : PageModel
{
    public string ReturnUrl { get; private set; } = "/";

    public async Task<IActionResult> OnGetAsync(string? code, string? state, string? iss)
    {
        if (!options.Value.IsOn)
            return NotFound();
        try
        {
            var (person, returnUrl) = await signIn.ProveAsync(HttpContext, code, state, iss);
            sessions.Begin(HttpContext, person.Principal, session => session with { ProviderSubject = person.Subject, ProviderSession = person.Session });
            logger.SignedIn(person.Principal);
            ReturnUrl = Url.LocalOr(returnUrl, "/");
            Response.Headers["Refresh"] = $"0; url={Uri.EscapeDataString(ReturnUrl).Replace("%2F", "/", StringComparison.Ordinal)}";
            return Page();
        }
        catch (OpenIdException exception)
        {
            logger.SignInRefused(exception.Reason);
            return Redirect("/sign-in?refused=1");
        }
    }
}
