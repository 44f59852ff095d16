namespace Referrals.Contracts;

/// <summary>The originator does not let an H2 referral be handed on.</summary>
[PublishedBy(Topology.Intake)]
public sealed record ConsentRefused
{
    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }
}
