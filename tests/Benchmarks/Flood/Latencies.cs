namespace Referrals.Benchmarks.Flood;

/// <summary>Milliseconds of each call.</summary>
internal sealed record Latencies(List<double> Submit, List<double> Get)
{
    public void Add(Latencies more)
    {
        Submit.AddRange(more.Submit);
        Get.AddRange(more.Get);
    }
}
