using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Referrals.Grpc.Tests.Probes;

/// <summary>A health check that a test turns on and off.</summary>
internal sealed class SwitchedCheck : IHealthCheck
{
    private int _runs;

    public HealthStatus Status { get; set; } = HealthStatus.Healthy;

    public int Runs => Volatile.Read(ref _runs);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _runs);
        return Task.FromResult(new HealthCheckResult(Status));
    }
}
