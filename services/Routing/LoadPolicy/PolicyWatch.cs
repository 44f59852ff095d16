using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Storage;

namespace Referrals.Routing.LoadPolicy;

/// <summary>
/// Looks at the policy files every second and takes a change into force. By content, since file events are lost on some
/// file systems and editors replace files. A policy with mistakes is refused once, and the one before stays.
/// </summary>
internal sealed class PolicyWatch(PolicyLoad load, TimeProvider time, ILogger<PolicyWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private string refused = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var reading = load.Read();
        if (reading.Mistakes.Count == 0)
        {
            refused = "";
            try
            {
                await load.TakeAsync(reading, null, cancellationToken);
            }
            catch (Exception exception) when (StoreErrors.IsUnavailable(exception) || StoreErrors.IsConflict(exception))
            {
                // The next tick tries again.
            }

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
