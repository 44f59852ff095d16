namespace Referrals.Console.SignIn.Methods;

/// <summary>An authenticator that is being set up.</summary>
/// <param name="Key">To type over.</param>
/// <param name="Uri">To open on the device that has it.</param>
/// <param name="State">What Identity needs again, base64.</param>
public sealed record NewAuthenticator(string Key, string Uri, string State);
