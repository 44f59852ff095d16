using Grpc.Core;
using Referrals.Platform.Credentials;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public override async Task WatchQueue(WatchQueueRequest request, IServerStreamWriter<WatchQueueResponse> responseStream, ServerCallContext context)
    {
        var officer = context.GetPrincipal();
        var token = context.CancellationToken;
        QueueQuery.For(officer, request.Filter, QueueOrder.Unspecified, Now).OrThrow();
        var from = request.WatchToken.Length > 0 ? QueueChanges.Parse(request.WatchToken) : await store.ReadAsync(QueueChanges.NextAsync, token);
        var watch = new QueueWatch(from);
        var silentSince = Now;
        using var timer = new PeriodicTimer(WatchEvery);
        do
        {
            // A filter by holder depends on the time.
            var query = QueueQuery.For(officer, request.Filter, QueueOrder.Unspecified, Now).OrThrow();
            var messages = await store.ReadAsync((db, cancellation) => watch.NextAsync(db, query, Now, cancellation), token);
            if (messages.Count == 0 && Now - silentSince >= QueueWatch.SilentAtMost)
                messages.Add(watch.Alive());
            foreach (var message in messages)
                await responseStream.WriteAsync(message, token);
            if (messages.Count > 0)
                silentSince = Now;
        }
        while (await timer.WaitForNextTickAsync(token));
    }
}
