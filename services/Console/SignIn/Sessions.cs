using Referrals.Console.Calls;

namespace Referrals.Console.SignIn;

/// <summary>The session of the browser that asks.</summary>
public sealed class Sessions(SessionStore store, TimeProvider time)
{
    private const string CookieName = "referrals-session";

    /// <summary>Begins a session for somebody who proved who they are, by whatever means.</summary>
    /// <param name="context">The request.</param>
    /// <param name="principal">Whose.</param>
    /// <param name="more">What else is known of it.</param>
    public void Begin(HttpContext context, string principal, Func<Session, Session>? more = null)
    {
        End(context);
        var now = time.GetUtcNow();
        var session = new Session { Principal = principal, SignedInAt = now, SeenAt = now };
        var key = store.Create(more?.Invoke(session) ?? session);
        context.Response.Cookies.Append(CookieName, key, Options(context));
    }

    /// <summary>
    /// After what its person signs in with was changed: ends all sessions of that person, wherever they are, but this browser's, which goes
    /// on under a new key.
    /// </summary>
    public void Renew(HttpContext context, Session session)
    {
        store.End(other => other.Principal == session.Principal);
        Begin(context, session.Principal, _ => session with { MustSetUp = false, SeenAt = time.GetUtcNow() });
    }

    public Session? Find(HttpContext context) => context.Request.Cookies[CookieName] is { } key ? store.Find(key) : null;

    /// <summary>Changes the session, and what the rest of this request sees of it.</summary>
    public void Change(HttpContext context, Func<Session, Session> change)
    {
        if (context.Request.Cookies[CookieName] is { } key && store.Change(key, change) is { } changed && context.FindPerson() is { } person)
            context.SetPerson(person with { Session = changed });
    }

    public void End(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { } key)
            return;
        store.End(key);
        context.Response.Cookies.Delete(CookieName, Options(context));
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    };
}
