namespace Referrals.Identity.Storage;

/// <summary>A recovery code that was not used yet, as a keyed hash.</summary>
public sealed class RecoveryCodeRow
{
    public required string Digest { get; init; }

    public required string Principal { get; init; }
}
