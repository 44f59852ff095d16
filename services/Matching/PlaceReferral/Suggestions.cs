using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Keeps what an officer is asked to look at.</summary>
internal static class Suggestions
{
    public static void Add(Work<MatchingDbContext> work, string referralId, MatchingDecision decision, ScoredReferral scored, MatchModel model, int cap)
    {
        foreach (var match in decision.Suggested)
        {
            work.Db.Suggestions.Add(new SuggestionRow
            {
                ReferralId = referralId,
                CaseId = match.CaseId,
                SuggestedAt = work.Now,
                Decision = MatchDecision.Suggested,
                Explanation = Explain(match, scored, model, cap).Write(),
            });
        }
    }

    /// <summary>Cases that were suggested for a referral, whatever became of it.</summary>
    public static async Task<HashSet<string>> OfReferralAsync(Work<MatchingDbContext> work, string referralId, CancellationToken cancellationToken)
    {
        await work.Db.Suggestions.Where(suggestion => suggestion.ReferralId == referralId).LoadAsync(cancellationToken);
        return [.. work.Db.Suggestions.Local.Where(suggestion => suggestion.ReferralId == referralId).Select(suggestion => suggestion.CaseId)];
    }

    /// <summary>Of these cases, those between which and another case an officer is asked already, or has answered.</summary>
    public static async Task<HashSet<string>> AskedAsync(Work<MatchingDbContext> work, string caseId, IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        if (others.Count == 0)
            return [];
        var rows = await work.Sql.QueryAsync(
            $"""
            select s.case_id from suggestions s join referrals r on r.id = s.referral_id where r.case_id = @p0 and s.case_id in ({Sql.List(others.Count, first: 1)})
            union
            select r.case_id from suggestions s join referrals r on r.id = s.referral_id where s.case_id = @p0 and r.case_id in ({Sql.List(others.Count, first: 1)})
            """,
            [caseId, .. others],
            row => row.Text(0),
            cancellationToken);
        var placed = work.Db.Referrals.Local.ToDictionary(row => row.Id, row => row.CaseId);
        var unsaved = work.Db.Suggestions.Local.Where(suggestion => placed.ContainsKey(suggestion.ReferralId)).ToList();
        return
        [
            .. rows,
            .. unsaved.Where(suggestion => placed[suggestion.ReferralId] == caseId).Select(suggestion => suggestion.CaseId),
            .. unsaved.Where(suggestion => suggestion.CaseId == caseId).Select(suggestion => placed[suggestion.ReferralId]),
        ];
    }

    /// <summary>One that would be enough to link is only suggested where the referral is in another case.</summary>
    private static StoredExplanation Explain(ScoredCase match, ScoredReferral scored, MatchModel model, int cap) =>
        StoredExplanation.Of(match, scored.Candidates, model, cap).Without(scored.SetAside) with { Obstacle = DecisionRules.Obstacle(match.Score, model) ?? LinkObstacle.InAnotherCase };
}
