using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>Something happened to a referral that is already in a case.</summary>
[PublishedBy(Topology.Matching)]
public sealed record ReferralUpdated
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>What happened.</summary>
    public required ReferralChange Change { get; init; }

    /// <summary>With a supplement or an answer: its number.</summary>
    public int? Supplement { get; init; }

    /// <summary>With an answer: the question.</summary>
    public string? InformationRequestId { get; init; }

    /// <summary>With consent given: to whom it extends.</summary>
    public ConsentScope? ConsentScope { get; init; }
}
