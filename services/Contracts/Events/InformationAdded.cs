namespace Referrals.Contracts;

/// <summary>The sender added information to its referral.</summary>
[PublishedBy(Topology.Intake)]
public sealed record InformationAdded
{
    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>Number of the supplement.</summary>
    public required int Supplement { get; init; }
}
