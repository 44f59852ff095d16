using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Referrals.Benchmarks.Flood;

/// <summary>What one run measured.</summary>
internal sealed record FloodResult(IReadOnlyList<FloodPhases> Ways)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string ToJson() => JsonSerializer.Serialize(
        Ways.ToDictionary(
            phases => phases.Way.ToString().ToLowerInvariant(),
            phases => new
            {
                submit = Compare(phases.Alone.Submit, phases.Beside.Submit),
                get = Compare(phases.Alone.Get, phases.Beside.Get),
                flood = new { acceptedPerSecond = Math.Round(phases.Flood.Accepted / phases.Duration.TotalSeconds, 1), refusedPerSecond = Math.Round(phases.Flood.Refused / phases.Duration.TotalSeconds, 1) },
            }),
        Indented);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var phases in Ways)
        {
            foreach (var (call, alone, beside) in new[] { ("submit", phases.Alone.Submit, phases.Beside.Submit), ("get", phases.Alone.Get, phases.Beside.Get) })
            {
                var compared = Compare(alone, beside);
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{phases.Way,-7} {call,-7} p99 {compared.AloneP99Ms,7:0.0} ms alone {compared.BesideP99Ms,7:0.0} ms beside, {compared.P99Ratio:0.00} times; p50 {compared.AloneP50Ms:0.0} and {compared.BesideP50Ms:0.0}, {compared.Samples} samples");
            }

            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{phases.Way,-7} flood   {phases.Flood.Accepted / phases.Duration.TotalSeconds:N0} accepted/s, {phases.Flood.Refused / phases.Duration.TotalSeconds:N0} refused/s");
        }

        return text.ToString().TrimEnd();
    }

    private static Comparison Compare(List<double> alone, List<double> beside) => new(
        Math.Min(alone.Count, beside.Count), Quantile(alone, 0.5), Quantile(beside, 0.5), Quantile(alone, 0.99), Quantile(beside, 0.99));

    private static double Quantile(List<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], 2);
    }

    private sealed record Comparison(int Samples, double AloneP50Ms, double BesideP50Ms, double AloneP99Ms, double BesideP99Ms)
    {
        public double P99Ratio => Math.Round(BesideP99Ms / AloneP99Ms, 2);
    }
}
