using Referrals.Matching.PlaceReferral;

namespace Referrals.Matching.FindCandidates;

/// <summary>What a referral is compared with.</summary>
/// <param name="Cases">The most promising first.</param>
/// <param name="Left">Cases that share keys and are not compared.</param>
/// <param name="Hot">Keys that lead nowhere because too many share them.</param>
public sealed record Candidates(IReadOnlyList<CandidateCase> Cases, int Left, IReadOnlyList<KeyEvidence> Hot);
