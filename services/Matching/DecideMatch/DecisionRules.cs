using Referrals.Matching.CompareReferrals;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.DecideMatch;

/// <summary>
/// Decides by score: link, suggest or new. A link needs the upper threshold and either one strong identifier or two independent
/// groups that agree. Only the nearest case is joined, two cases are never joined by machine; wording alone only suggests.
/// </summary>
public static class DecisionRules
{
    private const int MostSuggestions = 32;
    private const int MostQuestions = 3;

    // Bits below the likeliest at which another question is not worth asking.
    private const double FarBits = 3;

    /// <summary>
    /// Scores a case by the one of its referrals that comes nearest; what another of them agrees in more takes the place of
    /// what the nearest says, for they speak of one matter. Each further one gives chance another try, which is deducted.
    /// </summary>
    public static ScoredCase? Score(ReferralFeatures features, string caseId, IEnumerable<(string ReferralId, ReferralFeatures Features)> referrals, Weights weights)
    {
        var scores = referrals.Select(known => (known.ReferralId, Score: ReferralComparer.Compare(features, known.Features, weights))).ToList();
        if (scores.Count == 0)
            return null;
        var (nearest, best) = scores.MaxBy(known => known.Score.Total);
        var all = scores.ConvertAll(known => known.Score);
        return new ScoredCase(caseId, nearest, best.With(all, weights.Model) with { IsDisputed = LinkGuards.IsDisputed(best, all) })
        {
            HasEnough = all.Exists(score => Links(score, weights.Model)),
        };
    }

    /// <summary>Places a referral that has no case yet. Cases that an officer refused for it are not among the scored.</summary>
    public static MatchingDecision Place(IEnumerable<ScoredCase> scored, MatchModel model)
    {
        var ranked = Rank(scored);
        var linked = ranked.FirstOrDefault(match => Links(match.Score, model));
        return new MatchingDecision(linked, linked is null ? Questions(ranked, model) : Bridges(ranked, linked, model));
    }

    /// <summary>What is known of a referral that is in a case already says of other cases.</summary>
    public static MatchingDecision Suggest(IEnumerable<ScoredCase> scored, string ownCase, MatchModel model) => new(null, Suggestions(Rank(scored), ownCase, model));

    /// <summary>Whether a score is enough to link.</summary>
    public static bool Links(MatchScore score, MatchModel model) => Obstacle(score, model) is null;

    /// <summary>What keeps a score from being enough to link; null: nothing.</summary>
    public static LinkObstacle? Obstacle(MatchScore score, MatchModel model) => score switch
    {
        { NarrativeOnly: true } => LinkObstacle.OnlyWording,
        _ when score.Total < model.LinkBits => LinkObstacle.TooFewBits,
        { HasStrong: true } => LinkGuards.NamesFamily(score) ? LinkObstacle.SharedBySeveral : null,
        { IndependentGroups: < 2 } => LinkObstacle.OneGroup,
        { IsDisputed: true } => LinkObstacle.CaseDisagrees,
        _ => LinkGuards.NamesAnother(score) ? LinkObstacle.RelativeOrNamesake : null,
    };

    /// <summary>Where nothing is sure: the few likeliest, and each that only others of its case hold back.</summary>
    private static List<ScoredCase> Questions(List<ScoredCase> ranked, MatchModel model) =>
        [.. ranked.Where((match, place) => match.HasEnough || (place < MostQuestions && match.Score.Total >= Math.Max(model.SuggestBits, ranked[0].Score.Total - FarBits)))];

    /// <summary>Further cases that would have been joined, or in which one referral is enough: the referral bridges them, and only an officer merges.</summary>
    private static List<ScoredCase> Bridges(List<ScoredCase> ranked, ScoredCase linked, MatchModel model) =>
        [.. ranked.Where(match => match.CaseId != linked.CaseId && (match.HasEnough || Links(match.Score, model))).Take(MostSuggestions)];

    private static List<ScoredCase> Suggestions(List<ScoredCase> ranked, string? placedIn, MatchModel model) =>
        [.. ranked.Where(match => match.CaseId != placedIn && match.Score.Total >= model.SuggestBits).Take(MostSuggestions)];

    private static List<ScoredCase> Rank(IEnumerable<ScoredCase> scored) =>
        [.. scored.OrderByDescending(match => match.Score.Total).ThenBy(match => match.CaseId, StringComparer.Ordinal)];
}
