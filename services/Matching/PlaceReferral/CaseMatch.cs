namespace Referrals.Matching.PlaceReferral;

/// <summary>A case that shares keys with a referral.</summary>
/// <param name="ExemplarReferralId">The referral of the case that shares the strongest of them.</param>
/// <param name="Shared">The keys, strong ones first.</param>
public sealed record CaseMatch(string CaseId, string ExemplarReferralId, IReadOnlyList<KeyEvidence> Shared);
