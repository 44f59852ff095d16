using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const int Candidates = 50;

    /// <inheritdoc/>
    public override Task<ClaimNextResponse> ClaimNext(ClaimNextRequest request, ServerCallContext context) =>
        commands.RunAsync<ClaimNextRequest, ClaimNextResponse>(request, context, async (work, officer, token) =>
        {
            var filter = request.Filter?.Clone() ?? new QueueFilter();
            filter.Holder = HolderFilter.Free;
            var query = QueueQuery.For(officer, filter, request.Order, Now).OrThrow();

            // Others take the first ones at the same time; whoever comes later goes on to the next.
            foreach (var candidate in await query.PageAsync(work.Db, null, Candidates, token))
            {
                var row = await work.FindCaseUnlessLockedAsync(candidate.Name, token);
                if (row is null || Claims.IsHeld(row, Now) || TakeClaim(work, officer, row) is not null)
                    continue;
                return new ClaimNextResponse { Claim = Claims.ToMessage(row), CountryCase = CaseMessages.Of(row, Now) };
            }

            return new Refusal(StatusCode.NotFound, "QUEUE_EMPTY", "no free case under this filter");
        });
}
