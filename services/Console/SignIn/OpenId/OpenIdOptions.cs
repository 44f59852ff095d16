using System.ComponentModel.DataAnnotations;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>The provider that people sign in with, by OpenID Connect; configuration section <c>OpenId</c>. Without an issuer there are one-time links.</summary>
public sealed class OpenIdOptions : IValidatableObject
{
    /// <summary>The provider's issuer, exactly as its tokens say; https, or http on loopback.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>What the provider knows this console by.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>File with the console's secret, readable by its owner only; empty for a public client, which PKCE alone protects.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>The claim of the ID token that holds the principal's name, such as <c>officer/okoro</c>.</summary>
    [Required]
    public string Claim { get; set; } = "referrals_principal";

    /// <summary>What the button calls the provider.</summary>
    [Required]
    public string Name { get; set; } = "your agency's account";

    /// <summary>Address of this console as people's browsers have it, where a proxy changes it; the request's own otherwise.</summary>
    public string Address { get; set; } = "";

    /// <summary>Algorithms that ID tokens may be signed with.</summary>
    public IReadOnlyList<string> Algorithms { get; set; } = [];

    public bool IsOn => Issuer.Length > 0;

    /// <summary>Those, or the usual ones with keys in pairs.</summary>
    public IEnumerable<string> AllowedAlgorithms => Algorithms.Count > 0 ? Algorithms : [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>Whether an address may be asked: encrypted, or on this machine.</summary>
    public static bool IsPrivate(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!IsPrivate(Issuer))
            yield return new ValidationResult("OpenId:Issuer must be an https address", [nameof(Issuer)]);
        if (ClientId.Length == 0)
            yield return new ValidationResult("OpenId:ClientId is required with OpenId:Issuer", [nameof(ClientId)]);
        if (ClientSecretFile.Length > 0 && !File.Exists(ClientSecretFile))
            yield return new ValidationResult("OpenId:ClientSecretFile names a file that is not there", [nameof(ClientSecretFile)]);
        if (Address.Length > 0 && !IsPrivate(Address))
            yield return new ValidationResult("OpenId:Address must be an https address", [nameof(Address)]);
        if (Algorithms.Any(algorithm => algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase) || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase)))
            yield return new ValidationResult("OpenId:Algorithms must be ones with keys in pairs", [nameof(Algorithms)]);
    }
}
