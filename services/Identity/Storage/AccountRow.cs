namespace Referrals.Identity.Storage;

/// <summary>What somebody signs in with; real times.</summary>
public sealed class AccountRow
{
    public required string Principal { get; init; }

    /// <summary>What passkeys know the account by: no name, and the same after a reset.</summary>
    public required string Handle { get; init; }

    /// <summary>PBKDF2 as ASP.NET Core Identity writes it; null without a password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The authenticator's key, sealed; null without a password.</summary>
    public byte[]? AuthenticatorKey { get; set; }

    /// <summary>The step of 30 seconds of the last code that was taken; earlier ones and this are refused.</summary>
    public long LastStep { get; set; }

    /// <summary>Wrong attempts since the last right one.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Wrong attempts since the last right one from browsers that the person has signed in with.</summary>
    public int KnownFailures { get; set; }

    /// <summary>Until when attempts from such browsers are refused.</summary>
    public DateTimeOffset? KnownLockedUntil { get; set; }

    public DateTimeOffset? ResetAt { get; set; }
}
