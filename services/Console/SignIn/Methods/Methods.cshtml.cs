using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn.Accounts;
using Referrals.Console.SignIn.OpenId;
using Referrals.Console.Words;
using Referrals.Identity.V1;
using Code = Grpc.Core.StatusCode;

namespace Referrals.Console.SignIn.Methods;

/// <summary>
/// What a person signs in with. Whoever came by a one-time link sees nothing else until something is set; others change it within a quarter
/// of an hour after they signed in.
/// </summary>
[ForAnyone]
public sealed class MethodsModel(
    AccountCalls accounts, Sessions sessions, SignInLinks links, Texts texts, IOptions<OpenIdOptions> openId, IOptions<ConsoleOptions> console, TimeProvider time) : PageModel
{
    public const string Path = "/sign-in/methods";

    public List<FormError> Errors { get; } = [];

    public Person Person { get; private set; } = null!;

    public Account Account { get; private set; } = new();

    public string ReturnUrl { get; private set; } = "/";

    /// <summary>The key for an authenticator, what is sent back with its code, and its address; null where no password is being set.</summary>
    public NewAuthenticator? Authenticator { get; private set; }

    /// <summary>Told once, after a password was set.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>Whether a recovery code was used to come here.</summary>
    public bool Recovered { get; private set; }

    /// <summary>Whether nothing else opens before something is set.</summary>
    public bool MustSetUp => Person.Session.MustSetUp;

    public bool MayChange => Person.Session.MayChange(time.GetUtcNow());

    /// <summary>The address of this page, from which a person goes on to another.</summary>
    public static string AddressOf(string returnUrl, bool recovered = false) => $"{Path}?returnUrl={Uri.EscapeDataString(returnUrl)}{(recovered ? "&recovered=1" : "")}";

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (openId.Value.IsOn)
            context.Result = NotFound();
        else if ((HttpContext.FindPersonToSetUp() ?? HttpContext.FindPerson()) is not { } person)
            context.Result = new ChallengeResult();
        else
            Person = person;
        if (context.Result is null && HttpMethods.IsPost(Request.Method) && !MayChange)
            context.Result = Redirect(Path);
    }

    public async Task<IActionResult> OnGetAsync(string? returnUrl, string? recovered, string? @do)
    {
        Read(returnUrl);
        Recovered = recovered is not null;
        Account = await accounts.FindAsync(Person.Principal.Name, HttpContext.RequestAborted);
        if (MustSetUp || (@do == "password" && MayChange))
        {
            var begun = await accounts.Client.BeginPasswordAsync(new BeginPasswordRequest { Principal = Person.Principal.Name }, cancellationToken: HttpContext.RequestAborted);
            Authenticator = new NewAuthenticator(begun.Key, begun.Uri, begun.State.ToBase64());
        }

        return Page();
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? password, string? code, string? state, string? key, string? uri, string? returnUrl)
    {
        Read(returnUrl);
        var request = new SetPasswordRequest { Principal = Person.Principal.Name, Password = password ?? "", Code = code ?? "", State = PasskeyOptions.ReadState(state) };
        if (await TryAsync(async () => Take(await accounts.Client.SetPasswordAsync(request, cancellationToken: HttpContext.RequestAborted))))
        {
            Finish(endsOthers: true);
            return Page();
        }

        Authenticator = Errors.Exists(error => error.Field == "state") ? null : new NewAuthenticator(key ?? "", uri ?? "", state ?? "");
        Account = await accounts.FindAsync(Person.Principal.Name, HttpContext.RequestAborted);
        return Page();
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        var begun = await accounts.Client.BeginPasskeyAsync(
            new BeginPasskeyRequest { Principal = Person.Principal.Name, Origin = ConsoleOrigin.Of(Request, console.Value) }, cancellationToken: HttpContext.RequestAborted);
        return PasskeyOptions.Answer(begun.OptionsJson, begun.State);
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? state, string? credential, string? name, string? returnUrl)
    {
        Read(returnUrl);
        var request = new AddPasskeyRequest
        {
            Principal = Person.Principal.Name,
            Origin = ConsoleOrigin.Of(Request, console.Value),
            State = PasskeyOptions.ReadState(state),
            CredentialJson = credential ?? "",
            Name = name ?? "",
        };
        return await GoOnAsync(endsOthers: MustSetUp, async () => await accounts.Client.AddPasskeyAsync(request, cancellationToken: HttpContext.RequestAborted));
    }

    public Task<IActionResult> OnPostRemoveAsync(string? passkey) => GoOnAsync(endsOthers: true, async () => await accounts.Client.RemovePasskeyAsync(
        new RemovePasskeyRequest { Principal = Person.Principal.Name, PasskeyId = passkey ?? "" }, cancellationToken: HttpContext.RequestAborted));

    private async Task<IActionResult> GoOnAsync(bool endsOthers, Func<Task> change)
    {
        if (await TryAsync(change))
        {
            var target = MustSetUp ? ReturnUrl : Path;
            Finish(endsOthers);
            return LocalRedirect(target);
        }

        Account = await accounts.FindAsync(Person.Principal.Name, HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>Whoever had to set something up may go on now; the link has done its work. What was begun with what is gone ends.</summary>
    private void Finish(bool endsOthers)
    {
        if (endsOthers)
            sessions.Renew(HttpContext, Person.Session);
        links.Withdraw(Person.Principal.Name);
    }

    private async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RpcException exception) when (exception.StatusCode is Code.InvalidArgument or Code.FailedPrecondition)
        {
            var trouble = Trouble.Of(exception);
            Errors.AddRange(trouble.Fields.Count > 0 ? trouble.Fields.Select(field => new FormError(field.Field, WordsFor(field.Field, field.Reason))) : [new FormError("", WordsFor("", trouble.Reason))]);
            return false;
        }
    }

    private string WordsFor(string field, string reason) => (field, reason) switch
    {
        ("password", "TOO_SHORT") => texts["The password must have at least 15 characters."],
        ("password", "TOO_LONG") => texts["The password must have at most 128 characters."],
        ("password", _) => texts["The password is made of what everybody tries first. Choose other words."],
        ("code", _) => texts["The code is not what your authenticator shows. Look again."],
        ("state", _) => texts["This took too long, or was done already. Begin again."],
        (_, "LAST_FACTOR") => texts["Nothing would be left to sign in with. Add another first."],
        _ => texts["The passkey was not added. Try again."],
    };

    private void Take(SetPasswordResponse response)
    {
        (Account, RecoveryCodes) = (response.Account, response.RecoveryCodes);
        KnownBrowser.Keep(HttpContext, response.Browser);
    }

    private void Read(string? returnUrl) => ReturnUrl = Url.LocalOr(returnUrl, "/");
}
