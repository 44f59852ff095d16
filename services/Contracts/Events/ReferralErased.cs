using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>The content of a referral and its keys are destroyed.</summary>
[PublishedBy(Topology.Intake)]
public sealed record ReferralErased
{
    /// <summary>Id of the referral.</summary>
    public required string ReferralId { get; init; }

    /// <summary>Under which basis.</summary>
    public required ErasureReason Reason { get; init; }
}
