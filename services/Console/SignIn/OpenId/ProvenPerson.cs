namespace Referrals.Console.SignIn.OpenId;

/// <summary>Whom an ID token proves.</summary>
/// <param name="Principal">Name of the principal.</param>
/// <param name="Subject">What the provider calls the person; null when it does not say.</param>
/// <param name="Session">The provider's session; null when it does not say.</param>
internal sealed record ProvenPerson(string Principal, string? Subject, string? Session);
