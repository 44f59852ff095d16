using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Referrals.Grpc;

/// <summary>
/// Runs the health checks once for all callers. Anyone may probe, and a check reaches for the database: without sharing, each
/// open watch would add its own queries.
/// </summary>
internal sealed class SharedHealthReport(HealthCheckService checks, IOptions<GrpcHealthOptions> options, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _running = new(1);
    private HealthReport? _report;
    private long _takenAt;

    public async Task<HealthReport> GetAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            if (_report is null || time.GetElapsedTime(_takenAt) >= options.Value.ReportAge)
            {
                _report = await checks.CheckHealthAsync(cancellationToken);
                _takenAt = time.GetTimestamp();
            }

            return _report;
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();
}
