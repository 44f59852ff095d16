using Referrals.Common.V1;

namespace Referrals.Matching.Storage;

/// <summary>A case that a referral may belong to as well, for an officer to decide; one per referral and case.</summary>
public sealed class SuggestionRow
{
    public required string ReferralId { get; init; }

    public required string CaseId { get; init; }

    /// <summary>Business time.</summary>
    public required DateTimeOffset SuggestedAt { get; init; }

    /// <summary>JSON of <c>StoredExplanation</c>.</summary>
    public required string Explanation { get; set; }

    /// <summary><c>Suggested</c> while it waits for an officer; then <c>Confirmed</c>, or <c>Rejected</c> for good.</summary>
    public required MatchDecision Decision { get; set; }

    /// <summary>When an officer decided, business time.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The officer's reason, by its name in the API.</summary>
    public string? Reason { get; set; }
}
