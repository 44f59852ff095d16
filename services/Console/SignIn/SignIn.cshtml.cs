using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn.Accounts;
using Referrals.Console.SignIn.Methods;
using Referrals.Console.SignIn.OpenId;
using Referrals.Identity.V1;

namespace Referrals.Console.SignIn;

/// <summary>
/// Signs a person in: by a passkey, by a password and a code, or by a one-time link. A link is shown first and used by a button, since
/// programs follow links too.
/// </summary>
[ForAnyone]
public sealed class SignInModel(
    ISignInMethod method, Sessions sessions, SessionPeople people, AccountCalls accounts, SignInRecords records, IOptions<OpenIdOptions> openId, IOptions<ConsoleOptions> console) : PageModel
{
    private const string Parameter = "link=";

    public string Link { get; private set; } = "";

    public string ReturnUrl { get; private set; } = "/";

    /// <summary>Whom the link signs in; null without a good one.</summary>
    public string? Who { get; private set; }

    /// <summary>What was typed as the name, to be there again.</summary>
    public string Person { get; private set; } = "";

    public bool Ended { get; private set; }

    public bool SignedOut { get; private set; }

    public bool Wrong { get; private set; }

    /// <summary>What was typed or shown proved nobody; why is not said.</summary>
    public bool NotProven { get; private set; }

    /// <summary>The provider that was asked could not be, or proved nobody who has pages here.</summary>
    public bool Refused { get; private set; }

    /// <summary>What the provider is called; null without one.</summary>
    public string? Provider => openId.Value.IsOn ? openId.Value.Name : null;

    /// <summary>Whether a link is enough here.</summary>
    public bool LinksSuffice => console.Value.LinksSuffice;

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

    public async Task<IActionResult> OnPostAsync(string? link, string? returnUrl)
    {
        Read(link, returnUrl);
        Wrong = true;
        if (openId.Value.IsOn)
            return Page();
        if (method.Who(Link) is not { } named)
        {
            await records.RefuseAsync(SignInWay.Link, "link_of_nobody");
            return Page();
        }

        // Identity knows whether links are still good for this person, and leaves the record.
        var answer = await accounts.Client.SignInWithLinkAsync(new SignInWithLinkRequest { Principal = named }, cancellationToken: HttpContext.RequestAborted);
        if (answer.Outcome != SignInOutcome.Proven || method.Take(Link) is not { } principal)
            return Page();
        sessions.Begin(HttpContext, principal, session => session with { MustSetUp = !LinksSuffice });
        return LinksSuffice ? LocalRedirect(ReturnUrl) : Redirect(MethodsModel.AddressOf(ReturnUrl));
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? person, string? password, string? code, string? returnUrl)
    {
        Read(null, returnUrl);
        if (openId.Value.IsOn)
            return NotFound();
        Person = person?.Trim().ToLowerInvariant() ?? "";
        var answer = await accounts.Client.SignInWithPasswordAsync(
            new SignInWithPasswordRequest { Principal = Person, Password = password ?? "", Code = code ?? "", Browser = KnownBrowser.Read(Request) }, cancellationToken: HttpContext.RequestAborted);
        KnownBrowser.Keep(HttpContext, answer.Browser);
        var target = answer.Outcome == SignInOutcome.Recovered ? MethodsModel.AddressOf(ReturnUrl, recovered: true) : ReturnUrl;
        return await BeginAsync(answer.Principal) ? LocalRedirect(target) : Page();
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        if (openId.Value.IsOn)
            return NotFound();
        var begun = await accounts.Client.BeginPasskeySignInAsync(
            new BeginPasskeySignInRequest { Origin = ConsoleOrigin.Of(Request, console.Value) }, cancellationToken: HttpContext.RequestAborted);
        return PasskeyOptions.Answer(begun.OptionsJson, begun.State);
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? state, string? credential, string? returnUrl)
    {
        Read(null, returnUrl);
        if (openId.Value.IsOn)
            return NotFound();
        var request = new SignInWithPasskeyRequest { Origin = ConsoleOrigin.Of(Request, console.Value), State = PasskeyOptions.ReadState(state), CredentialJson = credential ?? "" };
        return await BeginAsync((await accounts.Client.SignInWithPasskeyAsync(request, cancellationToken: HttpContext.RequestAborted)).Principal) ? LocalRedirect(ReturnUrl) : Page();
    }

    /// <summary>Begins a session for whoever was proven and has pages here.</summary>
    private async Task<bool> BeginAsync(string principal)
    {
        NotProven = principal.Length == 0 || await people.FindAsync(principal, HttpContext.RequestAborted) is null;
        if (!NotProven)
            sessions.Begin(HttpContext, principal);
        return !NotProven;
    }

    private void Read(string? link, string? returnUrl)
    {
        // Somebody may paste the whole address.
        Link = link?.Trim() ?? "";
        if (Link.LastIndexOf(Parameter, StringComparison.Ordinal) is var at and >= 0)
            Link = Link[(at + Parameter.Length)..];
        ReturnUrl = Url.LocalOr(returnUrl, "/");
    }
}
