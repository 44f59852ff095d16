namespace Referrals.Identity.Storage;

/// <summary>A credential that was issued; the token itself is not kept.</summary>
public sealed class CredentialRow
{
    /// <summary>SHA-256 of the token, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required string Principal { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Real time.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Real time.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
