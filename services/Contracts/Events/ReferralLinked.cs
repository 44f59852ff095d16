namespace Referrals.Contracts;

/// <summary>An officer confirmed that a referral belongs in a case.</summary>
[PublishedBy(Topology.Matching)]
public sealed record ReferralLinked
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>The case it was in before.</summary>
    public required string FromCaseId { get; init; }
}
