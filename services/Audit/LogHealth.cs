using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Referrals.Audit.CollectCosignatures;
using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Storage;

namespace Referrals.Audit;

/// <summary>
/// Whether the log can be trusted: it is signed, no witness disputes it, and enough operators cosign. Degraded and not
/// unhealthy: what the exchange does for children does not stop for it, but an operator must look at once.
/// </summary>
internal sealed class LogHealth(Store<AuditDbContext> store, LogCondition condition, IOptions<LogOptions> options, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (condition.Refusal is { } refusal)
            return HealthCheckResult.Degraded($"the log is not signed: {refusal}");
        try
        {
            var disputed = await store.ReadSqlAsync(Cosignatures.DisputedByAsync, cancellationToken);
            if (disputed.Count > 0)
                return HealthCheckResult.Degraded($"{disputed.Count} witnesses dispute the log");
            return await IsAnchoredAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"the log has not been cosigned by {options.Value.RequiredOperators} operators for a minute");
        }
        catch (Exception exception) when (StoreErrors.IsUnavailable(exception))
        {
            return HealthCheckResult.Degraded("the store of the log does not answer");
        }
    }

    /// <summary>Whether enough operators cosigned what was signed a minute ago, or anything since.</summary>
    private Task<bool> IsAnchoredAsync(CancellationToken cancellationToken) => store.ReadSqlAsync(
        async (sql, token) =>
        {
            if (options.Value.RequiredOperators == 0)
                return true;
            var due = await sql.ScalarAsync<long>("select coalesce(max(size), 0) from log_checkpoints where signed_at < @p0", [time.GetUtcNow() - Patience], token);
            if (due == 0)
                return true;
            var holding = await Checkpoints.HoldingAsync(sql, due - 1, options.Value.RequiredOperators, token);
            return holding is not null && holding.Cosignatures.Select(cosignature => cosignature.Operator).Distinct().Count() >= options.Value.RequiredOperators;
        },
        cancellationToken);
}
