using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Referrals.Console.Calls;
using Referrals.Console.SignIn.Accounts;
using Referrals.Console.SignIn.OpenId;

namespace Referrals.Console.SignIn;

internal static class SessionExtensions
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionStore>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionPeople>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<ISignInMethod>(provider => provider.GetRequiredService<SignInLinks>());
        services.AddSingleton<AccountCalls>();
        services.AddSingleton<SignInRecords>();
        services.AddSingleton<LateForms>();
        services.AddHostedService<LinkKeeper>();
        services.AddOpenId();
        services.AddAuthentication(SessionHandler.Name).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null);
        services.AddAuthorization();
    }

    public static void MapSession(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<OpenIdOptions>>().Value.IsOn)
            app.MapOpenId();
        app.MapPost("/session/extend", async (HttpContext context, IAntiforgery antiforgery, Sessions sessions, TimeProvider time) =>
        {
            if (context.FindPerson() is null || !await antiforgery.IsRequestValidAsync(context))
                return Results.Unauthorized();
            sessions.Change(context, session => session with { SeenAt = time.GetUtcNow() });
            return Results.NoContent();
        });
        app.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery, Sessions sessions) =>
        {
            if (await antiforgery.IsRequestValidAsync(context))
                sessions.End(context);
            return Results.Redirect("/sign-in?out=1");
        });
    }

    private static void AddOpenId(this IServiceCollection services)
    {
        services.AddOptions<OpenIdOptions>().BindConfiguration("OpenId").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OpenIdProvider>();
        services.AddSingleton<OpenIdAttempts>();
        services.AddSingleton<IdTokens>();
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<UsedTokens>();
        services.AddSingleton<ProviderSignOut>();
        services.AddSingleton<OpenIdSignIn>(provider => new OpenIdSignIn(
            provider.GetRequiredService<OpenIdProvider>(),
            provider.GetRequiredService<OpenIdAttempts>(),
            provider.GetRequiredService<IdTokens>(),
            provider.GetRequiredService<SessionPeople>(),
            provider.GetRequiredService<IOptions<OpenIdOptions>>()));
    }
}
