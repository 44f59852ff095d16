using Microsoft.Extensions.Diagnostics.HealthChecks;
using Referrals.Platform.Hosting;

namespace Referrals.Platform.Health;

/// <summary>Each store of this process answers.</summary>
internal sealed class StoresCheck(IEnumerable<IServiceHost> services) : IHealthCheck
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var service in services)
        {
            try
            {
                await service.GetBacklogAsync(cancellationToken).WaitAsync(Within, cancellationToken);
            }
            catch (Exception exception) when (Unavailability.Is(exception) || exception is TimeoutException)
            {
                return HealthCheckResult.Unhealthy($"the store of {service.Name} does not answer");
            }
        }

        return HealthCheckResult.Healthy();
    }
}
