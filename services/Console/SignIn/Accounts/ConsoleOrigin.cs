namespace Referrals.Console.SignIn.Accounts;

/// <summary>The origin that a person's browser knows the console by, which passkeys belong to.</summary>
internal static class ConsoleOrigin
{
    public static string Of(HttpRequest request, ConsoleOptions options) =>
        options.Address.Length > 0 ? options.Address.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
}
