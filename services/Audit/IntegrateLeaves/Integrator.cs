using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Storage;

namespace Referrals.Audit.IntegrateLeaves;

/// <summary>Signs at most one checkpoint each second, while there is news.</summary>
internal sealed class Integrator(Integration integration, Wake wake, CheckpointNews news, LogCondition condition, TimeProvider time, ILogger<Integrator> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (await TryAsync(stoppingToken) is { } signed)
                {
                    news.Tell(signed);
                    await Task.Delay(BetweenCheckpoints, time, stoppingToken);
                }
                else
                {
                    // What was appended elsewhere, or woke us before its commit, is found by looking.
                    await wake.WaitAsync(Poll, stoppingToken);
                    await Task.Delay(TimeSpan.FromMilliseconds(20), time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task<SignedCheckpoint?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var signed = await integration.IntegrateAsync(cancellationToken);
            if (signed is not null && condition.Signs())
                logger.SigningResumed();
            return signed;
        }
        catch (Exception exception) when (StoreErrors.IsUnavailable(exception) || StoreErrors.IsConflict(exception))
        {
            logger.SequencerWaits(exception.GetType().Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A log that cannot be signed stays as it is: whoever holds its last checkpoint must find it again.
            var reason = exception is LogRefusedException or InvalidDataException ? exception.Message : exception.GetType().Name;
            if (condition.Refuses(reason))
                logger.SigningRefused(reason);
            AuditMetrics.Refused();
            await Task.Delay(BetweenCheckpoints, time, cancellationToken);
        }

        return null;
    }
}
