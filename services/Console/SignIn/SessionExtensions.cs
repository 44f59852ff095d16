using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Referrals.Console.Calls;

namespace Referrals.Console.SignIn;

internal static class SessionExtensions
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionStore>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<ISignInMethod>(provider => provider.GetRequiredService<SignInLinks>());
        services.AddHostedService<LinkKeeper>();
        services.AddAuthentication(SessionHandler.Name).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null);
        services.AddAuthorization();
    }

    public static void MapSession(this WebApplication app)
    {
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
}
