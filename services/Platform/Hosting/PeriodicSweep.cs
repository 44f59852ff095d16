using Microsoft.Extensions.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Hosting;

/// <summary>Looks at something every so often. While what it needs is away, or somebody is in the way, the next look finds the same.</summary>
public abstract class PeriodicSweep(TimeProvider time) : BackgroundService
{
    /// <summary>Real time.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>How often it looks.</summary>
    protected abstract TimeSpan Every { get; }

    /// <summary>Looks once.</summary>
    public abstract Task SweepAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception exception) when (Unavailability.Is(exception) || StoreErrors.IsConflict(exception))
        {
            // The next sweep finds the same.
        }
    }
}
