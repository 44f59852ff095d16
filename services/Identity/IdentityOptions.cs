using System.ComponentModel.DataAnnotations;

namespace Referrals.Identity;

/// <summary>Who may call, and for how long at a time; configuration section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>The file of principals (YAML). The shipped one lies beside the program.</summary>
    [Required]
    public string Directory { get; set; } = Path.Combine(AppContext.BaseDirectory, "identities", "identities.yaml");

    /// <summary>Days that a credential file is valid, 1 to 400.</summary>
    [Range(1, 400)]
    public int CredentialDays { get; set; } = 90;

    /// <summary>A credential file is renewed when this many days, or fewer, are left, 0 to 399.</summary>
    [Range(0, 399)]
    public int RenewDaysBefore { get; set; } = 30;
}
