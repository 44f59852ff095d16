using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Referrals.Grpc;

/// <summary>What a health report says about one service.</summary>
internal static class ServingStatusRules
{
    /// <summary>
    /// The status of a service, or of everything for the empty name. Degraded still serves, as it does over HTTP.
    /// </summary>
    public static ServingStatus StatusOf(string service, HealthReport report)
    {
        if (service.Length == 0)
            return Serving(report.Status != HealthStatus.Unhealthy);

        var entries = report.Entries.Values.Where(entry => entry.Tags.Contains(service)).ToList();
        return entries.Count == 0
            ? ServingStatus.ServiceUnknown
            : Serving(entries.TrueForAll(entry => entry.Status != HealthStatus.Unhealthy));
    }

    private static ServingStatus Serving(bool serves) => serves ? ServingStatus.Serving : ServingStatus.NotServing;
}
