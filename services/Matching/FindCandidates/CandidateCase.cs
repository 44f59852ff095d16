namespace Referrals.Matching.FindCandidates;

/// <summary>A case that shares keys with a referral, and those of its referrals that brought them there.</summary>
/// <param name="Promise">Bits: the more, the more and the rarer the keys; with a cap of 64 cases a key that stands in one has 7, one in 64 has 1.</param>
public sealed record CandidateCase(string CaseId, IReadOnlyList<string> ReferralIds, double Promise);
