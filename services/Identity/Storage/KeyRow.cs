namespace Referrals.Identity.Storage;

/// <summary>A key that signs credentials; the key itself is in the data directory.</summary>
public sealed class KeyRow
{
    public required string KeyId { get; init; }

    /// <summary>Real time at which this service saw it first.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
