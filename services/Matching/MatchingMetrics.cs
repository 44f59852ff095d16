using System.Diagnostics.Metrics;

namespace Referrals.Matching;

/// <summary>Instruments of Matching. Counted after a commit: a transaction may run more than once.</summary>
internal static class MatchingMetrics
{
    private static readonly Meter Meter = new("Referrals.Matching");
    private static readonly Counter<long> Queries = Meter.CreateCounter<long>("referrals.matching.queries", "{query}", "Questions of agencies whether an identifier is known, by answer");

    private static readonly Counter<long> Trainings = Meter.CreateCounter<long>("referrals.matching.trainings", "{training}", "Models that were trained and put in force");

    public static void Trained() => Trainings.Add(1);

    public static void Queried(bool hit) => Queries.Add(1, new KeyValuePair<string, object?>("hit", hit));
}
