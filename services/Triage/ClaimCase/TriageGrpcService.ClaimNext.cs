using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    // The first few are as good as always enough; many officers at once may have them all.
    private static readonly int[] Candidates = [12, 100];

    /// <inheritdoc/>
    public override Task<ClaimNextResponse> ClaimNext(ClaimNextRequest request, ServerCallContext context) =>
        commands.RunAsync<ClaimNextRequest, ClaimNextResponse>(request, context, async (work, officer, token) =>
        {
            var filter = request.Filter?.Clone() ?? new QueueFilter();
            filter.Holder = HolderFilter.Free;
            var query = QueueQuery.For(officer, filter, request.Order, Now).OrThrow();

            // Others take the first ones at the same time; whoever comes later goes on to the next.
            foreach (var count in Candidates)
            {
                var candidates = await query.FirstNamesAsync(work.Db, count, token);
                if (await work.FindFirstFreeAsync(candidates, Now, token) is { } row && TakeClaim(work, officer, row) is null)
                    return new ClaimNextResponse { Claim = Claims.ToMessage(row), CountryCase = CaseMessages.Of(row, Now) };
                if (candidates.Count < count)
                    break;
            }

            return new Refusal(StatusCode.NotFound, "QUEUE_EMPTY", "no free case under this filter");
        });
}
