using System.Diagnostics;
using System.Text.Json;
using Referrals.Matching;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.TrainModel;

namespace Referrals.Evaluation.Match;

/// <summary>Streams a folder of records through the shipped decision code in file order and measures what it decided.</summary>
internal static class MatchCommand
{
    private const int MostSimilar = 20;
    private const int MostTrained = 10_000;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static int Run(string folder, bool json, bool errors = false, bool trained = false)
    {
        if (!File.Exists(Path.Combine(folder, "records.jsonl")))
        {
            Console.Error.WriteLine($"there is no {Path.Combine(folder, "records.jsonl")}; the sets are not part of the project, give the path of one");
            return 1;
        }

        var figures = Measure(folder, errors, trained);
        Console.WriteLine(json ? JsonSerializer.Serialize(figures, Json) : Figures.Text(figures));
        return 0;
    }

    /// <summary>The figures of a folder of records; lists what was decided wrongly when asked to.</summary>
    public static IDictionary<string, object> Measure(string folder, bool errors = false, bool trained = false)
    {
        var limit = new MatchingOptions().KeysPerReferral;
        var store = new MemoryStore(trained ? Train(folder, limit) : MatchModel.Shipped);
        var decided = new List<DecidedRecord>();
        var pairs = Path.Combine(folder, "pairs.csv");
        var hasPairs = File.Exists(pairs);
        var times = new List<double>();
        foreach (var record in EvaluationRecord.Read(folder))
        {
            var began = Stopwatch.GetTimestamp();
            var (caseId, decision) = store.Place(record.Id, FeatureReader.Read(record.Referral, record.Referral.Countries, limit));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            decided.Add(new DecidedRecord(record.Id, record.Entity, caseId, decision) { Similar = hasPairs ? store.Similar(record.Id, MostSimilar) : [] });
        }

        if (errors)
        {
            foreach (var line in ErrorList.Of(decided))
                Console.WriteLine(line);
        }

        var figures = hasPairs ? PairFigures.Of(decided, pairs) : EntityFigures.Of(decided);
        times.Sort();
        figures["decide"] = new SortedDictionary<string, object> { ["p50Ms"] = Round(Figures.Quantile(times, 0.5)), ["p99Ms"] = Round(Figures.Quantile(times, 0.99)) };
        figures["records"] = decided.Count;
        return figures;
    }

    /// <summary>What the newest records of the set teach about it, as <c>referrals matching train</c> learns from a store.</summary>
    private static MatchModel Train(string folder, int limit)
    {
        var features = EvaluationRecord.Read(folder).Reverse().Take(MostTrained).Select(record => FeatureReader.Read(record.Referral, record.Referral.Countries, limit)).ToList();
        var weights = new Weights(MatchModel.Shipped, Corpus.Empty with { Size = features.Count });
        return ModelTrainer.Train(MatchModel.Shipped, TrainingPairs.Candidates(features, weights, new byte[32], limit), TrainingPairs.ByChance(features, weights), "trained").Model;
    }

    private static double Round(double value) => Math.Round(value, 3);
}
