namespace Referrals.Console.SignIn.Methods;

/// <summary>An authenticator that is being set up.</summary>
/// <param name="Key">To type over.</param>
/// <param name="Uri">To open on the device that has it.</param>
/// <param name="State">What Identity needs again, base64.</param>
public sealed record NewAuthenticator(string Key, string Uri, string State)
{
    private const string Scheme = "otpauth://totp/";
    private const int LongestUri = 512;

    /// <summary>The address for the camera of another device; null for what is none, which a form may have brought.</summary>
    public QrCode? Code => IsAddress ? QrCode.Of(Uri) : null;

    /// <summary>Whether the address is one of an authenticator's.</summary>
    public bool IsAddress => Uri.StartsWith(Scheme, StringComparison.Ordinal) && Uri.Length <= LongestUri;
}
