namespace Referrals.Benchmarks.Pages;

/// <summary>How long something took, in milliseconds.</summary>
/// <param name="P50Ms">Half of the times are at most this.</param>
/// <param name="P95Ms">Of twenty, nineteen are at most this.</param>
/// <param name="MostMs">The longest.</param>
internal sealed record Timing(double P50Ms, double P95Ms, double MostMs)
{
    public static Timing Of(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return new Timing(At(sorted, 0.50), At(sorted, 0.95), At(sorted, 1));
    }

    public override string ToString() => FormattableString.Invariant($"{P50Ms,8:N1} ms p50 {P95Ms,8:N1} ms p95 {MostMs,8:N1} ms at most");

    private static double At(List<double> sorted, double share) => Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], 1);
}
