using System.Threading.Channels;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>
/// Stores together, in one transaction, the submissions that arrive while the ones before are being committed: a quiet
/// exchange answers each at once, a busy one shares its commits. What is not plainly new is left to be stored by itself.
/// </summary>
public sealed class SubmissionBatches(
    Store<IntakeDbContext> store, ServiceKey<IntakeDbContext> key, RememberedAnswers answers, ILogger<SubmissionBatches> logger) : BackgroundService
{
    private const int BatchSize = 64;
    private readonly Channel<Item> queue = Channel.CreateBounded<Item>(2048);

    /// <summary>Stores a submission; null when its reference or its request id was used before, or it could not be stored with the others.</summary>
    internal async Task<SubmitResponse?> StoreAsync(ArrivingSubmission submission, CancellationToken cancellationToken)
    {
        var item = new Item(submission);
        await queue.Writer.WriteAsync(item, cancellationToken);
        return await item.Stored.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                var batch = new List<Item>(BatchSize);
                while (batch.Count < BatchSize && queue.Reader.TryRead(out var item))
                    batch.Add(item);
                await StoreAsync(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            queue.Writer.Complete();
            while (queue.Reader.TryRead(out var item))
                item.Stored.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task StoreAsync(List<Item> batch, CancellationToken stoppingToken)
    {
        // Of two with the same key one is new; the other is looked at by itself.
        var distinct = batch.Select(item => item.Submission).DistinctBy(one => one.RequestKey).DistinctBy(one => one.ReferenceKey).ToList();
        var stored = new Dictionary<string, SubmitResponse>();
        try
        {
            stored = await store.ExecuteAsync((work, token) => new SubmissionBatch(work, key, answers).StoreAsync(distinct, token), stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.BatchFailed(batch.Count, exception.GetType().Name);
        }
        finally
        {
            foreach (var item in batch)
                item.Stored.TrySetResult(stored.GetValueOrDefault(item.Submission.New.Id));
        }
    }

    private sealed class Item(ArrivingSubmission submission)
    {
        public ArrivingSubmission Submission { get; } = submission;

        public TaskCompletionSource<SubmitResponse?> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
