using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const int DefaultPage = 25;
    private const int CountedUpTo = 10_000;

    /// <inheritdoc/>
    public override Task<ListQueueResponse> ListQueue(ListQueueRequest request, ServerCallContext context)
    {
        var size = PageSizes.Of(request.PageSize, DefaultPage);
        var officer = context.GetPrincipal();
        var query = QueueQuery.For(officer, request.Filter, request.Order, Now).OrThrow();
        var everything = QueueQuery.For(officer, null, request.Order, Now).OrThrow();
        var after = QueueKey.Parse(request.PageToken, query.Order);
        return store.ReadAsync(
            async (db, token) =>
            {
                // Before the page: what changes while it is read is told again by the watch, and nothing is missed.
                var watch = await QueueChanges.NextAsync(db, token);
                var rows = await query.PageAsync(db, after, size + 1, token);
                var open = await everything.CountAsync(db, CountedUpTo, token);
                var response = new ListQueueResponse
                {
                    TotalSize = query.IsEverything ? open : after is null && rows.Count <= size ? rows.Count : await query.CountAsync(db, CountedUpTo, token),
                    OpenSize = open,
                    WatchToken = watch.ToToken(),
                };
                if (rows.Count > size)
                    response.NextPageToken = QueueKey.Of(rows[size - 1], query.Order).ToToken();
                response.Cases.AddRange(rows.Take(size).Select(row => CaseMessages.Of(row, Now)));
                return response;
            },
            context.CancellationToken);
    }
}
