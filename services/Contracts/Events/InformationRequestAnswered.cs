namespace Referrals.Contracts;

/// <summary>The sender answered a question; the answer is a supplement.</summary>
[PublishedBy(Topology.Intake)]
public sealed record InformationRequestAnswered
{
    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>The question.</summary>
    public required string InformationRequestId { get; init; }

    /// <summary>Number of the supplement.</summary>
    public required int Supplement { get; init; }
}
