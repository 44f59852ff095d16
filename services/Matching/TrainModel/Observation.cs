using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.TrainModel;

/// <summary>The levels at which the fields of two referrals agree, each field once; nothing of a value.</summary>
/// <param name="Levels">By field: <c>given</c> to <c>given.exact</c>.</param>
/// <param name="Bits">What the model in force gives the pair, prior included.</param>
public sealed record Observation(IReadOnlyDictionary<string, string> Levels, double Bits)
{
    /// <summary>Fields that every key by which the pair was found rests on: that they agree says nothing of how often they do.</summary>
    public IReadOnlyCollection<string> FoundBy { get; init; } = [];

    /// <summary>Of several comparisons of one field the one with the most bits speaks for it.</summary>
    public static Observation Of(MatchScore score) => new(
        score.Comparisons.GroupBy(comparison => FieldOf(comparison.Level)).ToDictionary(field => field.Key, field => field.MaxBy(comparison => comparison.Bits)!.Level), score.Total);

    public static string FieldOf(string level) => level[..level.IndexOf('.', StringComparison.Ordinal)];
}
