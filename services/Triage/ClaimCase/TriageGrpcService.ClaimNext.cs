using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <inheritdoc/>
    public override Task<ClaimNextResponse> ClaimNext(ClaimNextRequest request, ServerCallContext context) =>
        commands.RunAsync<ClaimNextRequest, ClaimNextResponse>(request, context, async (work, officer, token) =>
        {
            var filter = request.Filter?.Clone() ?? new QueueFilter();
            filter.Holder = HolderFilter.Free;
            var query = QueueQuery.For(officer, filter, request.Order, Now).OrThrow();

            return await query.TakeFirstAsync(work.Db, token) is { } row && TakeClaim(work, officer, row) is null
                ? new ClaimNextResponse { Claim = Claims.ToMessage(row), CountryCase = CaseMessages.Of(row, Now) }
                : new Refusal(StatusCode.NotFound, "QUEUE_EMPTY", "no free case under this filter");
        });
}
