using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.TrainModel;

/// <summary>
/// Learns a model without labels. How often strangers agree (u) is counted on pairs drawn by chance, nearly all of which are of
/// different matters; how often referrals of one matter do (m) follows by expectation and maximisation from the pairs that share a
/// key. Only fields that say something whether they agree or not can be learned so, and a field not from pairs that it found.
/// </summary>
public static class ModelTrainer
{
    /// <summary>The most that a level's weight moves in one training, bits: a store that misleads does not overturn the model.</summary>
    public const double MostBits = 2;

    private const int Rounds = 50;
    private const double Settled = 1e-4;
    private const double LeastShare = 1e-4;

    // Pairs that the shares of before count for, and pairs below which a level keeps its own.
    private const double FormerPairs = 100;
    private const double FewestPairs = 30;

    /// <summary>The model with what was learned in place of the former shares, and the share of candidates taken to match.</summary>
    public static (MatchModel Model, double MatchingShare) Train(MatchModel former, IReadOnlyList<Observation> candidates, IReadOnlyList<Observation> chance, string version)
    {
        var decisive = former.Levels.Keys.Where(level => level.EndsWith(".contradiction", StringComparison.Ordinal)).Select(Observation.FieldOf).ToHashSet();
        var learned = former.Levels.Where(level => decisive.Contains(Observation.FieldOf(level.Key))).ToDictionary(level => level.Key, level => level.Value);
        var u = Shares(learned, chance, [.. chance.Select(_ => 1.0)], level => level.U);
        var m = learned.ToDictionary(level => level.Key, level => level.Value.M);
        var groups = candidates.Select(pair => string.Join(' ', pair.FoundBy.Order(StringComparer.Ordinal))).ToArray();
        var matching = candidates.Select(pair => Likelihood(pair.Bits)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            m = Shares(learned, candidates, matching, level => level.M);

            // What one key leads to is likelier a match than what another does.
            var prior = matching.Zip(groups).GroupBy(pair => pair.Second, pair => pair.First).ToDictionary(group => group.Key, group => Math.Clamp(group.Average(), LeastShare, 1 - LeastShare));
            var before = matching;
            matching = [.. candidates.Select((pair, i) => Likelihood(Math.Log2(prior[groups[i]] / (1 - prior[groups[i]])) + Bits(pair)))];
            if (!before.Zip(matching).Any(pair => Math.Abs(pair.First - pair.Second) > Settled))
                break;
        }

        var levels = former.Levels.ToDictionary(level => level.Key, level => m.TryGetValue(level.Key, out var share) ? Bounded(level.Value, share, u[level.Key]) : level.Value);
        return (former with { Version = version, Levels = levels }, matching.Length == 0 ? 0 : matching.Average());

        double Bits(Observation pair) => pair.Levels.Where(level => m.ContainsKey(level.Value) && !pair.FoundBy.Contains(level.Key)).Sum(level => Math.Log2(m[level.Value] / u[level.Value]));
    }

    /// <summary>The share of each level among the pairs that have its field, weighed; what is seen too seldom keeps the former one.</summary>
    private static Dictionary<string, double> Shares(Dictionary<string, ModelLevel> levels, IReadOnlyList<Observation> pairs, double[] weights, Func<ModelLevel, double> former)
    {
        var seen = new Dictionary<string, double>();
        var ofField = new Dictionary<string, double>();
        for (var i = 0; i < pairs.Count; i++)
        {
            foreach (var (field, level) in pairs[i].Levels)
            {
                if (!levels.ContainsKey(level) || pairs[i].FoundBy.Contains(field))
                    continue;
                seen[level] = seen.GetValueOrDefault(level) + weights[i];
                ofField[field] = ofField.GetValueOrDefault(field) + weights[i];
            }
        }

        return levels.ToDictionary(level => level.Key, level => seen.GetValueOrDefault(level.Key) < FewestPairs
            ? former(level.Value)
            : (seen[level.Key] + (FormerPairs * former(level.Value))) / (ofField[Observation.FieldOf(level.Key)] + FormerPairs));
    }

    private static ModelLevel Bounded(ModelLevel former, double m, double u)
    {
        var before = Math.Log2(former.M / former.U);
        var learned = Math.Log2(m / u);
        var bits = Math.Clamp(learned, before - MostBits, before + MostBits);

        // Agreement never comes to count against a match, nor contradiction in favour of one.
        if (Math.Sign(bits) != Math.Sign(before))
            return former;
        if (bits == learned)
            return former with { M = m, U = u };
        var ratio = Math.Pow(2, bits);
        return m / ratio > 1 ? former with { M = ratio, U = 1 } : former with { M = m, U = m / ratio };
    }

    private static double Likelihood(double bits) => 1 / (1 + Math.Pow(2, -bits));
}
