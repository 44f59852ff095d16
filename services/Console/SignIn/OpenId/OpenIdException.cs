namespace Referrals.Console.SignIn.OpenId;

/// <summary>Nobody is signed in; the reason is a code for the log, which names nobody and no value.</summary>
internal sealed class OpenIdException(string reason) : Exception(reason)
{
    public string Reason { get; } = reason;

    /// <summary>Whom the provider proved, who is refused all the same; null for nobody.</summary>
    public string? Principal { get; init; }
}
