using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Referrals.Console.Calls;
using Referrals.Console.Serving;

namespace Referrals.Console.SignIn;

/// <summary>Signs a person in. A link is shown first and used by a button, since programs follow links too.</summary>
[ForAnyone]
public sealed class SignInModel(ISignInMethod method, Sessions sessions) : PageModel
{
    private const string Parameter = "link=";

    public string Link { get; private set; } = "";

    public string ReturnUrl { get; private set; } = "/";

    /// <summary>Whom the link signs in; null without a good one.</summary>
    public string? Who { get; private set; }

    public bool Ended { get; private set; }

    public bool SignedOut { get; private set; }

    public bool Wrong { get; private set; }

    public IActionResult OnGet(string? link, string? returnUrl, string? ended, string? @out)
    {
        Read(link, returnUrl);
        (Ended, SignedOut) = (ended is not null, @out is not null);
        if (Link.Length == 0 && HttpContext.FindPerson() is not null)
            return LocalRedirect(ReturnUrl);
        Who = method.Who(Link);
        Wrong = Link.Length > 0 && Who is null;
        return Page();
    }

    public IActionResult OnPost(string? link, string? returnUrl)
    {
        Read(link, returnUrl);
        if (method.Take(Link) is { } principal)
        {
            sessions.Begin(HttpContext, principal);
            return LocalRedirect(ReturnUrl);
        }

        Wrong = true;
        return Page();
    }

    private void Read(string? link, string? returnUrl)
    {
        // Somebody may paste the whole address.
        Link = link?.Trim() ?? "";
        if (Link.LastIndexOf(Parameter, StringComparison.Ordinal) is var at and >= 0)
            Link = Link[(at + Parameter.Length)..];
        ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl! : "/";
    }
}
