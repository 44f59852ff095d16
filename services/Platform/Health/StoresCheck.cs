using Microsoft.Extensions.Diagnostics.HealthChecks;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;

namespace Referrals.Platform.Health;

/// <summary>Each store of this process answers, and the process knows who may call.</summary>
internal sealed class StoresCheck(IEnumerable<IServiceHost> services, GrantBook grants) : IHealthCheck
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!grants.IsComplete)
            return HealthCheckResult.Unhealthy("Identity has not said yet who may call");
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
