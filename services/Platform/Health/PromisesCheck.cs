using Microsoft.Extensions.Diagnostics.HealthChecks;
using Referrals.Platform.Hosting;

namespace Referrals.Platform.Health;

/// <summary>
/// What was promised is in the log in time. Degraded and not unhealthy: the exchange goes on taking referrals, but somebody
/// must look at the log at once.
/// </summary>
internal sealed class PromisesCheck(IEnumerable<IServiceHost> services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var late = new List<string>();
        try
        {
            foreach (var service in services)
            {
                var backlog = await service.GetBacklogAsync(cancellationToken);
                if (backlog.LatePromises > 0)
                    late.Add($"{service.Name} {backlog.LatePromises}");
            }
        }
        catch (Exception exception) when (Unavailability.Is(exception))
        {
            return HealthCheckResult.Healthy("not known: a store does not answer");
        }

        return late.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"what was promised is not in the log in time, in streams of {string.Join(", ", late)}");
    }
}
