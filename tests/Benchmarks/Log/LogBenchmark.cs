using Referrals.Testing;

namespace Referrals.Benchmarks.Log;

/// <summary>The log, from a record that arrives to an outsider who verifies it.</summary>
internal static class LogBenchmark
{
    public static async Task<LogResult> RunAsync(int leaves, int verified, TimeSpan duration, TextWriter progress, CancellationToken cancellationToken)
    {
        var rates = new Dictionary<StoreKind, double>();
        foreach (var store in new[] { StoreKind.Postgres, StoreKind.Sqlite })
        {
            await progress.WriteLineAsync($"append, integrate and sign on {store} …");
            rates[store] = await AppendBenchmark.ThroughputAsync(store, leaves, cancellationToken);
        }

        await progress.WriteLineAsync("promise to proof …");
        var latencies = await AppendBenchmark.LatencyAsync(StoreKind.Postgres, duration, cancellationToken);
        latencies.Sort();
        await progress.WriteLineAsync("verify a whole log …");
        var (bytes, perSecond, mebibytes) = await VerifyBenchmark.RunAsync(verified, cancellationToken);
        return new LogResult(rates, Percentile(latencies, 0.50), Percentile(latencies, 0.99), bytes, verified, perSecond, mebibytes);
    }

    private static double Percentile(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
