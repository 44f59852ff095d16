namespace Referrals.Matching.FindCandidates;

/// <summary>A case that shares keys with a referral, and those of its referrals that brought them there.</summary>
public sealed record CandidateCase(string CaseId, IReadOnlyList<string> ReferralIds, double Promise);
