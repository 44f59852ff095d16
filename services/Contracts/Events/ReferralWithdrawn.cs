using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>The sender withdrew its referral.</summary>
[PublishedBy(Topology.Intake)]
public sealed record ReferralWithdrawn
{
    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>Why.</summary>
    public required WithdrawalReason Reason { get; init; }
}
