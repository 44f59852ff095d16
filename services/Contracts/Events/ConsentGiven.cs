using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>The originator lets an H2 referral be handed on.</summary>
[PublishedBy(Topology.Intake)]
public sealed record ConsentGiven
{
    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>To whom.</summary>
    public required ConsentScope Scope { get; init; }
}
