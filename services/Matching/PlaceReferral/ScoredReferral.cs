using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;

namespace Referrals.Matching.PlaceReferral;

/// <summary>A referral against the cases that share keys with it.</summary>
internal sealed record ScoredReferral(IReadOnlyList<ScoredCase> Cases, Candidates Candidates);
