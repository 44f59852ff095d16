using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Identity.V1;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(1);

    public override async Task WatchGrants(WatchGrantsRequest request, IServerStreamWriter<WatchGrantsResponse> responseStream, ServerCallContext context)
    {
        var (change, told) = (request.AfterChange, 0L);
        while (!context.CancellationToken.IsCancellationRequested)
        {
            var rows = await grants.ReadRowsAsync(change, context.CancellationToken);
            foreach (var row in rows)
            {
                change = row.Change;
                await responseStream.WriteAsync(
                    new WatchGrantsResponse { Change = row.Change, Principal = row.ToMessage(), NotBefore = row.NotBefore?.ToTimestamp(), EarlierUntil = row.EarlierUntil?.ToTimestamp() },
                    context.CancellationToken);
            }

            if (rows.Count > 0 || told == 0 || time.GetElapsedTime(told) >= AliveEvery)
            {
                await responseStream.WriteAsync(new WatchGrantsResponse { Change = change, CaughtUp = true }, context.CancellationToken);
                told = time.GetTimestamp();
            }

            await Task.Delay(LookEvery, time, context.CancellationToken);
        }
    }
}
