using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn.OpenId;

namespace Referrals.Console.SignIn;

/// <summary>Signs a person in. A link is shown first and used by a button, since programs follow links too.</summary>
[ForAnyone]
public sealed class SignInModel(ISignInMethod method, Sessions sessions, IOptions<OpenIdOptions> openId) : PageModel
{
    private const string Parameter = "link=";

    public string Link { get; private set; } = "";

    public string ReturnUrl { get; private set; } = "/";

    /// <summary>Whom the link signs in; null without a good one.</summary>
    public string? Who { get; private set; }

    public bool Ended { get; private set; }

    public bool SignedOut { get; private set; }

    public bool Wrong { get; private set; }

    /// <summary>The provider that was asked could not be, or proved nobody who has pages here.</summary>
    public bool Refused { get; private set; }

    /// <summary>What the provider is called; null without one.</summary>
    public string? Provider => openId.Value.IsOn ? openId.Value.Name : null;

    public IActionResult OnGet(string? link, string? returnUrl, string? ended, string? @out, string? refused)
    {
        Read(link, returnUrl);
        (Ended, SignedOut, Refused) = (ended is not null, @out is not null, refused is not null);
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
