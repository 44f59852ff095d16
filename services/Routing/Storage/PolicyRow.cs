namespace Referrals.Routing.Storage;

/// <summary>A content of the policy that was loaded.</summary>
internal sealed class PolicyRow
{
    public required string Version { get; init; }

    public required string Sha256 { get; init; }

    public required string Yaml { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }

    public required string LoadedBy { get; init; }
}
