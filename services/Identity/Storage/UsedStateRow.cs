namespace Referrals.Identity.Storage;

/// <summary>A challenge that was answered: it is good once.</summary>
public sealed class UsedStateRow
{
    public required string Digest { get; init; }

    /// <summary>When it would have ended by itself, real time.</summary>
    public required DateTimeOffset Until { get; init; }
}
