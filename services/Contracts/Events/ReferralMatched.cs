using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A referral has been placed in a case: a new one, or one that speaks of the same matter.</summary>
[PublishedBy(Topology.Matching)]
public sealed record ReferralMatched
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>How it came there.</summary>
    public required MatchDecision Decision { get; init; }

    /// <summary>Identifier types that were shared; empty for a new case.</summary>
    public IReadOnlyList<IdentifierType> MatchedOn { get; init; } = [];

    /// <summary>Agencies that had already reported the matter.</summary>
    public IReadOnlyList<string> OtherAgencies { get; init; } = [];

    /// <summary>Referrals in the case, this one included.</summary>
    public required int ReferralCount { get; init; }
}
