using System.Diagnostics;
using System.Text.Json;
using Referrals.Matching;
using Referrals.Matching.ReadFeatures;

namespace Referrals.Evaluation.Match;

/// <summary>Streams a folder of records through the shipped decision code in file order and measures what it decided.</summary>
internal static class MatchCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static int Run(string folder, bool json, bool errors = false)
    {
        if (!File.Exists(Path.Combine(folder, "records.jsonl")))
        {
            Console.Error.WriteLine($"there is no {Path.Combine(folder, "records.jsonl")}; the sets are not part of the project, give the path of one");
            return 1;
        }

        var store = new MemoryStore();
        var limit = new MatchingOptions().KeysPerReferral;
        var decided = new List<DecidedRecord>();
        var times = new List<double>();
        foreach (var record in EvaluationRecord.Read(folder))
        {
            var began = Stopwatch.GetTimestamp();
            var (caseId, decision) = store.Place(record.Id, FeatureReader.Read(record.Referral, record.Referral.Countries, limit));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            decided.Add(new DecidedRecord(record.Id, record.Entity, caseId, decision));
        }

        if (errors)
        {
            foreach (var line in ErrorList.Of(decided))
                Console.WriteLine(line);
        }

        var pairs = Path.Combine(folder, "pairs.csv");
        var figures = File.Exists(pairs) ? PairFigures.Of(decided, pairs) : EntityFigures.Of(decided);
        times.Sort();
        figures["decide"] = new SortedDictionary<string, object> { ["p50Ms"] = Round(Quantile(times, 0.5)), ["p99Ms"] = Round(Quantile(times, 0.99)) };
        figures["records"] = decided.Count;
        Console.WriteLine(json ? JsonSerializer.Serialize(figures, Json) : Figures.Text(figures));
        return 0;
    }

    private static double Quantile(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];

    private static double Round(double value) => Math.Round(value, 3);
}
