using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.DecideMatch;

/// <summary>A case with the score of the one of its referrals that came nearest.</summary>
public sealed record ScoredCase(string CaseId, string ExemplarReferralId, MatchScore Score)
{
    /// <summary>Whether one of its referrals, were it alone, would be enough to link, whatever the others say.</summary>
    public bool HasEnough { get; init; }
}
