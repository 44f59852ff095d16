namespace Referrals.Matching.DecideMatch;

/// <summary>What is decided of a referral.</summary>
/// <param name="Linked">The case that it belongs in; null: a new one.</param>
/// <param name="Suggested">Cases for an officer to look at, the likeliest first.</param>
public sealed record MatchingDecision(ScoredCase? Linked, IReadOnlyList<ScoredCase> Suggested)
{
    /// <summary>Without the cases between which and the one joined an officer is asked, or was, already.</summary>
    public MatchingDecision Without(IReadOnlySet<string> asked) =>
        asked.Count == 0 ? this : this with { Suggested = [.. Suggested.Where(match => !asked.Contains(match.CaseId))] };
}
