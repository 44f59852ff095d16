using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>
/// Does from time to time what is due in real time. Any number of instances may: each case is looked at again under its lock.
/// </summary>
internal abstract class Sweeper(Store<TriageDbContext> store, TimeSpan interval, ILogger logger) : BackgroundService
{
    protected const int AtOnce = 100;

    protected abstract Task<List<string>> FindAsync(Sql sql, CancellationToken cancellationToken);

    protected abstract Task ApplyAsync(Work<TriageDbContext> work, CountryCaseRow row, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the system's clock: how often to look does not depend on what time it is.
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var name in await store.ReadSqlAsync(FindAsync, stoppingToken))
                await store.ExecuteAsync((work, token) => ApplyAsync(work, name, token), stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next tick tries again; one bad row or a store that is away must not end the process.
            logger.SweepFailed(GetType().Name, exception.GetType().Name);
        }
    }

    private async Task ApplyAsync(Work<TriageDbContext> work, string name, CancellationToken cancellationToken)
    {
        if (await work.FindCaseUnlessLockedAsync(name, cancellationToken) is { } row)
            await ApplyAsync(work, row, cancellationToken);
    }
}
