using Referrals.Identity.V1;

namespace Referrals.Console.SignIn.Accounts;

/// <summary>What follows from an account.</summary>
public static class AccountFacts
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <summary>Whether there is anything to sign in with but a link.</summary>
    public static bool HasFactor(this Account account) => account.HasPassword || account.Passkeys.Count > 0;

    /// <summary>Whether somebody signed in lately enough to change what they sign in with.</summary>
    public static bool MayChange(this Session session, DateTimeOffset now) => session.MustSetUp || now - session.SignedInAt <= Recent;
}
