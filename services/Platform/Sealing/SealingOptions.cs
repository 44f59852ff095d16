using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Sealing;

/// <summary>Where key-encryption keys live and how they are rotated; configuration section <c>Sealing</c>.</summary>
public sealed class SealingOptions : IValidatableObject
{
    /// <summary><c>file</c> (<c>keys/SERVICE.seal</c> below the data directory) or <c>pkcs11</c> (a hardware module).</summary>
    [Required, AllowedValues("file", "pkcs11")]
    public string Provider { get; set; } = "file";

    /// <summary>
    /// How long an older version is kept after a newer one was made, at least: longer than any process goes on wrapping under what it read.
    /// It is destroyed then, once nothing is wrapped under it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan KeepOlderFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long after a content key was destroyed the key-encryption key is rotated by itself: what is left of the wrapped key in pages,
    /// journals and backups is of no use then. Zero: only an operator rotates.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan RotateAfterErasure { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often is looked for keys to wrap anew.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>With <c>pkcs11</c>: the module's library.</summary>
    public string? Module { get; set; }

    /// <summary>With <c>pkcs11</c>: label of the token.</summary>
    public string? Token { get; set; }

    /// <summary>With <c>pkcs11</c>: file that holds the user's PIN, readable by its owner only.</summary>
    public string? PinFile { get; set; }

    public bool IsModule => Provider == "pkcs11";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsModule && (string.IsNullOrWhiteSpace(Module) || string.IsNullOrWhiteSpace(Token) || string.IsNullOrWhiteSpace(PinFile)))
            yield return new ValidationResult("Sealing:Module, Sealing:Token and Sealing:PinFile are required with Sealing:Provider=pkcs11", [nameof(Module), nameof(Token), nameof(PinFile)]);
    }
}
