namespace Referrals.Identity.Storage;

/// <summary>A passkey; real times.</summary>
public sealed class PasskeyRow
{
    /// <summary>The credential id, base64url.</summary>
    public required string PasskeyId { get; init; }

    public required string Principal { get; init; }

    public required string Name { get; set; }

    /// <summary>COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Signatures that it said it had made; 0 for one that does not count.</summary>
    public long SignCount { get; set; }

    /// <summary>How a browser reaches it, joined by spaces.</summary>
    public string Transports { get; init; } = "";

    public bool UserVerified { get; set; }

    public bool BackupEligible { get; init; }

    public bool BackedUp { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
