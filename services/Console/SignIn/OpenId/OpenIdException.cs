namespace Referrals.Console.SignIn.OpenId;

/// <summary>Nobody is signed in; the reason is a code for the log, which names nobody and no value.</summary>
internal sealed class OpenIdException(string reason) : Exception(reason)
{
    public string Reason { get; } = reason;
}
