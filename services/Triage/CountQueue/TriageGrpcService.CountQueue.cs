using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <inheritdoc/>
    public override async Task<CountQueueResponse> CountQueue(CountQueueRequest request, ServerCallContext context)
    {
        var caller = context.GetPrincipal();
        var now = clock.Now;
        var counts = await store.ReadSqlAsync((sql, token) => QueueCounts.ReadAsync(sql, now, Now, token), context.CancellationToken);
        var response = new CountQueueResponse { AsOf = now.ToTimestamp() };
        response.Counts.AddRange(counts.Where(count => caller.Role == Role.Operator || caller.Desks.Contains(count.Desk)));
        return response;
    }
}
