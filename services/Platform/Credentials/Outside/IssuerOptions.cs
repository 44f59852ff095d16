using System.ComponentModel.DataAnnotations;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Platform.Credentials.Outside;

/// <summary>An issuer outside the exchange whose client-credential tokens agencies may call with; configuration section <c>Issuer</c>. Without a name there is none.</summary>
public sealed class IssuerOptions : IValidatableObject
{
    /// <summary>The issuer, exactly as its tokens say.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the issuer knows this exchange by; tokens for anybody else are refused.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Its key set (JWKS): a file, which is read again when it changes, or an https address, which is read again at times.</summary>
    public string Keys { get; set; } = "";

    /// <summary>The type that its tokens have in their header.</summary>
    [Required]
    public string Type { get; set; } = "at+jwt";

    /// <summary>The claim that holds the agency: its id (<c>uk-nca</c>) or its name (<c>agency/uk-nca</c>).</summary>
    [Required]
    public string Claim { get; set; } = "sub";

    /// <summary>Algorithms that its tokens may be signed with.</summary>
    public IReadOnlyList<string> Algorithms { get; set; } = [];

    /// <summary>Minutes that a token may live at most, whatever it says.</summary>
    [Range(1, 1440)]
    public int LongestMinutes { get; set; } = 60;

    public bool IsOn => Name.Length > 0;

    /// <summary>Those, or the usual ones with keys in pairs.</summary>
    public IEnumerable<string> AllowedAlgorithms => Algorithms.Count > 0 ? Algorithms : [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>Whether the keys are at an address.</summary>
    internal bool KeysAreRemote => Keys.Contains("://", StringComparison.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (Name == CredentialToken.Issuer)
            yield return new ValidationResult("Issuer:Name is the exchange's own", [nameof(Name)]);
        if (Audience.Length == 0)
            yield return new ValidationResult("Issuer:Audience is required with Issuer:Name", [nameof(Audience)]);
        if (KeysAreRemote ? !(Uri.TryCreate(Keys, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))) : !File.Exists(Keys))
            yield return new ValidationResult("Issuer:Keys must be a file that is there, or an https address", [nameof(Keys)]);
        if (Algorithms.Any(algorithm => algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase) || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase)))
            yield return new ValidationResult("Issuer:Algorithms must be ones with keys in pairs", [nameof(Algorithms)]);
    }
}
