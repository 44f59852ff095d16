using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Referrals.Console.Calls;
using Referrals.Console.SignIn.Accounts;
using Referrals.Console.SignIn.Methods;

namespace Referrals.Console.SignIn;

/// <summary>Knows the person by the session's cookie, and asks whoever has none to sign in.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    IOptions<ConsoleOptions> console,
    Sessions sessions,
    SessionPeople people,
    IAntiforgery antiforgery,
    IExpiredPost expired,
    LateForms late,
    TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "session";
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (sessions.Find(Context) is not { } session || await PersonOfAsync(session) is not { } person)
            return AuthenticateResult.NoResult();
        var now = time.GetUtcNow();
        if (now - session.SeenAt > console.Value.IdleTimeout || now - session.SignedInAt > console.Value.LongestSession)
        {
            Context.Items[Name] = person;
            return AuthenticateResult.NoResult();
        }

        if (session.MustSetUp)
        {
            Context.SetPersonToSetUp(person);
            return AuthenticateResult.NoResult();
        }

        Context.SetPerson(person);
        if (now - session.SeenAt > SeenEvery && Context.GetEndpoint()?.Metadata.GetMetadata<UnattendedRequest>() is null)
            sessions.Change(Context, known => known with { SeenAt = now });
        return AuthenticateResult.Success(TicketOf(person));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var ended = Context.Items[Name] as Person;
        if (ended is not null && await IsFormOfAsync(ended) && !await expired.KeepAsync(Context, ended))
        {
            await new LatePage(late.Seal(ended.Principal.Name, Request.Address(), Request.Form), WasTried: false).ShowAsync(Context);
            return;
        }

        var target = Request.Path + (HttpMethods.IsGet(Request.Method) ? Request.QueryString.Value : "");
        if (Context.FindPersonToSetUp() is not null)
        {
            Response.Redirect($"{MethodsModel.Path}?returnUrl={UrlEncoder.Encode(target)}");
            return;
        }

        Response.Redirect($"/sign-in?{(ended is null ? "" : "ended=1&")}returnUrl={UrlEncoder.Encode(target)}");
    }

    /// <summary>Whether it is a form that this person was given, with whom its protection is bound up.</summary>
    private async Task<bool> IsFormOfAsync(Person person)
    {
        if (!HttpMethods.IsPost(Request.Method) || !Request.HasFormContentType)
            return false;
        Context.User = TicketOf(person).Principal;
        return await antiforgery.IsRequestValidAsync(Context);
    }

    private static AuthenticationTicket TicketOf(Person person) => new(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Principal.Name), new Claim(ClaimTypes.Name, person.Principal.Name)], Name)),
        Name);

    private async Task<Person?> PersonOfAsync(Session session) =>
        await people.FindAsync(session.Principal, Context.RequestAborted) is { } found ? new Person(found.Principal, found.Token, session) : null;
}
