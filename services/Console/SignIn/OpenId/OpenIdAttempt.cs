using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>One attempt of one browser to sign in: what the provider must send back, what its token must say, and what proves that the code is this browser's.</summary>
/// <param name="State">Comes back with the code.</param>
/// <param name="Nonce">Comes back in the ID token.</param>
/// <param name="Verifier">Of PKCE; sent with the code.</param>
/// <param name="ReturnUrl">Where the person wanted to go.</param>
/// <param name="BegunAt">Real time.</param>
internal sealed record OpenIdAttempt(string State, string Nonce, string Verifier, string ReturnUrl, DateTimeOffset BegunAt)
{
    private const int SecretBytes = 32;

    /// <summary>What the verifier is known by before it is sent, S256.</summary>
    public string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static OpenIdAttempt Begin(string returnUrl, DateTimeOffset now) => new(Secret(), Secret(), Secret(), returnUrl, now);

    /// <summary>Whether what came back is what was sent.</summary>
    public static bool AreEqual(string? came, string sent) =>
        came is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(came), Encoding.UTF8.GetBytes(sent));

    private static string Secret() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(SecretBytes));
}
