using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>What one run measured.</summary>
/// <param name="FloorPerSecond">Transactions/s of plain Npgsql that insert the rows of one submission, at the best number of connections.</param>
/// <param name="FloorConnections">That number.</param>
/// <param name="AcceptedPerSecond">Submissions/s acknowledged after their commit.</param>
/// <param name="EndToEndPerSecond">Referrals/s from Submit over matching, an officer's Accept and routing to the offer.</param>
/// <param name="SubmitToQueueP50Ms">From the call of Submit to the row in the triage queue, at 50/s.</param>
/// <param name="SubmitToQueueP99Ms">The same, 99th percentile.</param>
/// <param name="ResidentMebibytes">Memory of each process after the run.</param>
internal sealed record PipelineResult(
    double FloorPerSecond,
    int FloorConnections,
    double AcceptedPerSecond,
    double EndToEndPerSecond,
    double SubmitToQueueP50Ms,
    double SubmitToQueueP99Ms,
    IReadOnlyDictionary<string, double> ResidentMebibytes)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public double AcceptedRatio => AcceptedPerSecond / FloorPerSecond;

    public double EndToEndRatio => EndToEndPerSecond / FloorPerSecond;

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            floor = new { perSecond = Round(FloorPerSecond), connections = FloorConnections },
            accepted = new { perSecond = Round(AcceptedPerSecond), ratio = Round(AcceptedRatio) },
            endToEnd = new { perSecond = Round(EndToEndPerSecond), ratio = Round(EndToEndRatio) },
            submitToQueue = new { p50Ms = Round(SubmitToQueueP50Ms), p99Ms = Round(SubmitToQueueP99Ms) },
            rssMiB = ResidentMebibytes.ToDictionary(entry => entry.Key, entry => Round(entry.Value)),
        },
        Indented);

    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"floor            {FloorPerSecond,10:N0} /s    plain Npgsql, {FloorConnections} connections");
        text.AppendLine(CultureInfo.InvariantCulture, $"accepted         {AcceptedPerSecond,10:N0} /s    {AcceptedRatio:0.000} of the floor");
        text.AppendLine(CultureInfo.InvariantCulture, $"end to end       {EndToEndPerSecond,10:N0} /s    {EndToEndRatio:0.000} of the floor");
        text.AppendLine(CultureInfo.InvariantCulture, $"submit to queue  {SubmitToQueueP50Ms,10:N0} ms p50 {SubmitToQueueP99Ms:N0} ms p99, at 50/s");
        foreach (var (service, mebibytes) in ResidentMebibytes)
            text.AppendLine(CultureInfo.InvariantCulture, $"memory           {mebibytes,10:N0} MiB   {service}");
        return text.ToString().TrimEnd();
    }

    private static double Round(double value) => Math.Round(value, 4);
}
