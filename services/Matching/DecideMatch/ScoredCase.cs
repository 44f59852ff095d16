using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.DecideMatch;

/// <summary>A case with the score of the one of its referrals that came nearest.</summary>
public sealed record ScoredCase(string CaseId, string ExemplarReferralId, MatchScore Score);
