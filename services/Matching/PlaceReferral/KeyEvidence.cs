using Referrals.Matching.MakeKeys;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Where a key of a referral stands already.</summary>
/// <param name="InCases">In how many cases; roughly, where it is many.</param>
/// <param name="Cases">These cases; none of a hot key.</param>
public sealed record KeyEvidence(MatchingKey Key, int InCases, IReadOnlyList<KeyedCase> Cases);

/// <summary>A case in which a key stands, and the first referral that brought it there. Case ids sort by age.</summary>
public sealed record KeyedCase(string CaseId, string ReferralId);
