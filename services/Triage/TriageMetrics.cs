using System.Diagnostics.Metrics;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What the desks decide. Counted after the commit; a repeated request counts again.</summary>
internal static class TriageMetrics
{
    private static readonly Meter Meter = new("Referrals.Triage");
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("referrals.triage.decisions", "{decision}", "Country cases decided.");

    public static void Decided(CountryCase decided) => Decisions.Add(
        1,
        new KeyValuePair<string, object?>("desk", decided.Desk),
        new KeyValuePair<string, object?>("priority", Codes.Of(decided.Priority)),
        new KeyValuePair<string, object?>("disposition", Codes.Of(decided.Disposition)));
}
