namespace Referrals.Contracts;

/// <summary>One case was joined to another.</summary>
[PublishedBy(Topology.Matching)]
public sealed record CasesMerged
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The case that is no more.</summary>
    public required string MergedCaseId { get; init; }

    /// <summary>What it held.</summary>
    public required IReadOnlyList<string> ReferralIds { get; init; }
}
