using Referrals.Identity.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>
/// Attempts to sign in that name nobody and cost whoever makes them nothing. Each is told to the log within a second, in no more than a
/// record a second of each kind: whoever is not signed in must not be able to fill the log.
/// </summary>
public sealed class UnnamedAttempts(Store<IdentityDbContext> store, TimeProvider time, ILogger<UnnamedAttempts> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Lock counting = new();
    private Dictionary<(string Factor, string Reason), int> waiting = [];
    private long toldAt;

    /// <summary>One more.</summary>
    public Task AddAsync(string factor, string reason, CancellationToken cancellationToken)
    {
        lock (counting)
        {
            waiting[(factor, reason)] = waiting.GetValueOrDefault((factor, reason)) + 1;
            if (toldAt != 0 && time.GetElapsedTime(toldAt) < Every)
                return Task.CompletedTask;
        }

        return TellAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryTellAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryTellAsync(stoppingToken);
    }

    private async Task TryTellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.AttemptsWait(exception.GetType().Name);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        Dictionary<(string Factor, string Reason), int> told;
        lock (counting)
        {
            (told, waiting) = (waiting, []);
            toldAt = time.GetTimestamp();
        }

        if (told.Count == 0)
            return;
        try
        {
            await store.ExecuteAsync(
                (work, _) =>
                {
                    foreach (var ((factor, reason), attempts) in told)
                        AccountEvents.RecordRefused(work, null, factor, reason, attempts);
                    return Task.FromResult(true);
                },
                cancellationToken);
        }
        catch
        {
            // They are told with the next.
            lock (counting)
            {
                foreach (var (kind, attempts) in told)
                    waiting[kind] = waiting.GetValueOrDefault(kind) + attempts;
            }

            throw;
        }
    }
}
