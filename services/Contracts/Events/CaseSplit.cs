namespace Referrals.Contracts;

/// <summary>Referrals were taken out of a case, which goes on without them. In that case's stream.</summary>
[PublishedBy(Topology.Matching)]
public sealed record CaseSplit
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The case that they are in now: a new one, or one that was there.</summary>
    public required string NewCaseId { get; init; }

    /// <summary>What was taken out.</summary>
    public required IReadOnlyList<string> ReferralIds { get; init; }
}
