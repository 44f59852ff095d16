namespace Referrals.Contracts;

/// <summary>Referrals were taken out of a case into a new one.</summary>
[PublishedBy(Topology.Matching)]
public sealed record CaseSplit
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The new case.</summary>
    public required string NewCaseId { get; init; }

    /// <summary>What was taken out.</summary>
    public required IReadOnlyList<string> ReferralIds { get; init; }
}
