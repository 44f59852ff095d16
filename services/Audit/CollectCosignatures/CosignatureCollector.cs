using Microsoft.Extensions.Options;
using Polly.Timeout;
using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CollectCosignatures;

/// <summary>Asks each witness after each checkpoint, each at its own pace: one that is slow or away holds up no other.</summary>
internal sealed class CosignatureCollector(
    IOptions<LogOptions> options, WitnessRound round, Integration integration, CheckpointNews news, TimeProvider time, ILogger<CosignatureCollector> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(options.Value.Witnesses.Select(witness => FollowAsync(witness, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task FollowAsync(WitnessOptions options, CancellationToken cancellationToken)
    {
        using var witness = new WitnessClient(options, time);
        using var wake = new Wake();
        void Up(SignedCheckpoint signed) => wake.Up();
        news.Signed += Up;
        try
        {
            while (true)
            {
                if (!await TryAsync(witness, cancellationToken))
                    await Task.Delay(AfterFailure, time, cancellationToken);
                await wake.WaitAsync(Poll, cancellationToken);
            }
        }
        finally
        {
            news.Signed -= Up;
        }
    }

    private async Task<bool> TryAsync(WitnessClient witness, CancellationToken cancellationToken)
    {
        try
        {
            // One instance asks; any, when none has extended the log for a while.
            return !await integration.MaySpeakAsync(cancellationToken) || await round.RunAsync(witness, cancellationToken);
        }
        catch (Exception exception) when (StoreErrors.IsUnavailable(exception) || exception is HttpRequestException or TimeoutRejectedException or InvalidDataException)
        {
            logger.WitnessFailed(witness.Key.Name, exception.GetType().Name);
            AuditMetrics.NotCosigned(witness.Key.Name);
            return false;
        }
    }
}
