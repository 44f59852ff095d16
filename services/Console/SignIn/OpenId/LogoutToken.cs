namespace Referrals.Console.SignIn.OpenId;

/// <summary>A sign-out that the provider speaks of.</summary>
/// <param name="Subject">Whose; null for whoever has the session.</param>
/// <param name="Session">The provider's session; null for all of the person's.</param>
/// <param name="Id">The token's own id.</param>
/// <param name="IssuedAt">When it was made, UTC.</param>
internal sealed record LogoutToken(string? Subject, string? Session, string Id, DateTime IssuedAt)
{
    /// <summary>Whether it ends a session here.</summary>
    public bool Ends(Session session) =>
        session.ProviderSubject is not null
        && (Subject is null || session.ProviderSubject == Subject)
        && (Session is null || session.ProviderSession == Session);
}
