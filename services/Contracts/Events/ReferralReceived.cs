namespace Referrals.Contracts;

/// <summary>A submission is stored and was acknowledged.</summary>
[PublishedBy(Topology.Intake)]
public sealed record ReferralReceived
{
    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }
}
