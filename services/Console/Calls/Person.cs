using Referrals.Console.SignIn;
using Referrals.Platform.Credentials;

namespace Referrals.Console.Calls;

/// <summary>Who is signed in: what the credential says, the credential itself for calls, and the session.</summary>
public sealed record Person(Principal Principal, string Token, Session Session)
{
    /// <summary><c>officer/okoro</c> is <c>okoro</c>.</summary>
    public string ShortName => Principal.Name[(Principal.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
