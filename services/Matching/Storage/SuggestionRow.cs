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
}
