using Referrals.Common.V1;

namespace Referrals.Matching.Storage;

/// <summary>A referral, the case that it is in, and why.</summary>
public sealed class ReferralRow
{
    public required string Id { get; init; }

    public required string CaseId { get; set; }

    public required MatchDecision Decision { get; set; }

    /// <summary>Business time.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>What is known of it without content, as JSON of <c>ReferralMetadata</c>.</summary>
    public required string Metadata { get; set; }

    /// <summary>JSON of <c>StoredExplanation</c>.</summary>
    public required string Explanation { get; set; }
}
