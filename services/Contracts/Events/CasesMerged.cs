namespace Referrals.Contracts;

/// <summary>One case has ended in another. In the stream of the one that is no more.</summary>
[PublishedBy(Topology.Matching)]
public sealed record CasesMerged
{
    /// <summary>The parent case that goes on.</summary>
    public required string CaseId { get; init; }

    /// <summary>The case that is no more.</summary>
    public required string MergedCaseId { get; init; }

    /// <summary>What it held.</summary>
    public required IReadOnlyList<string> ReferralIds { get; init; }
}
