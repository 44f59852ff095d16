using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.TrainModel;

/// <summary>What was learned, and from how much.</summary>
public sealed record Training(MatchModel Model, int Referrals, int CandidatePairs, int ChancePairs, double MatchingShare)
{
    /// <summary>The levels that weigh other than in the shipped model.</summary>
    public TrainModelResponse Answer(MatchModel model)
    {
        var answer = new TrainModelResponse
        {
            Version = model.Version,
            Referrals = Referrals,
            CandidatePairs = CandidatePairs,
            ChancePairs = ChancePairs,
            MatchingShare = MatchingShare,
        };
        answer.Levels.AddRange(model.Levels.Where(level => level.Value != MatchModel.Shipped.Levels[level.Key]).OrderBy(level => level.Key, StringComparer.Ordinal).Select(level => new LearnedLevel
        {
            Level = level.Key,
            MBefore = MatchModel.Shipped.Levels[level.Key].M,
            UBefore = MatchModel.Shipped.Levels[level.Key].U,
            M = level.Value.M,
            U = level.Value.U,
        }));
        return answer;
    }
}
