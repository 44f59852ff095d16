namespace Referrals.Console.SignIn;

/// <summary>Marks what a page asks for by itself, so that an open page alone keeps no session alive.</summary>
internal sealed class UnattendedRequest;
