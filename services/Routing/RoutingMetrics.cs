using System.Diagnostics.Metrics;

namespace Referrals.Routing;

/// <summary>Instruments of Routing. Counted after a commit: a transaction may run more than once.</summary>
internal static class RoutingMetrics
{
    private static readonly Meter Meter = new("Referrals.Routing");
    private static readonly Counter<long> Lapses = Meter.CreateCounter<long>("referrals.routing.lapses", "{hand-off}", "Acknowledgement clocks that lapsed");
    private static readonly Counter<long> Overdue = Meter.CreateCounter<long>("referrals.routing.feedback_overdue", "{hand-off}", "Feedback duties that lapsed");
    private static readonly Counter<long> PolicyLoads = Meter.CreateCounter<long>("referrals.routing.policy_loads", "{policy}", "Loads of the routing policy, by result");

    public static void Lapsed() => Lapses.Add(1);

    public static void FeedbackLapsed() => Overdue.Add(1);

    public static void PolicyLoaded(bool succeeded) => PolicyLoads.Add(1, new KeyValuePair<string, object?>("result", succeeded ? "loaded" : "refused"));
}
