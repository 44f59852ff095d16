using Microsoft.Extensions.Logging;
using Referrals.Platform.Hosting;

namespace Referrals.Routing.LoadPolicy;

/// <summary>
/// Looks at the policy files every second and takes a change into force. By content, since file events are lost on some
/// file systems and editors replace files. A policy with mistakes is refused once, and the one before stays.
/// </summary>
internal sealed class PolicyWatch(PolicyLoad load, TimeProvider time, ILogger<PolicyWatch> logger) : PeriodicSweep(time)
{
    private string refused = "";

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task SweepAsync(CancellationToken cancellationToken)
    {
        var reading = load.Read();
        if (reading.Mistakes.Count == 0)
        {
            refused = "";
            await load.TakeAsync(reading, null, cancellationToken);
            return;
        }

        var problem = reading.Mistakes[0].ToString();
        if (problem == refused)
            return;
        refused = problem;
        logger.PolicyRefused(problem);
        RoutingMetrics.PolicyLoaded(succeeded: false);
    }
}
