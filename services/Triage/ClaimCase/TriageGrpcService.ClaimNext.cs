using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const int MostClaimedAtOnce = 25;

    /// <inheritdoc/>
    public override Task<ClaimNextResponse> ClaimNext(ClaimNextRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Require(request.Count is >= 0 and <= MostClaimedAtOnce, "count", $"must be 0 to {MostClaimedAtOnce}", "OUT_OF_RANGE");
        violations.Check();
        return commands.RunAsync<ClaimNextRequest, ClaimNextResponse>(request, context, async (work, officer, token) =>
        {
            var filter = request.Filter?.Clone() ?? new QueueFilter();
            filter.Holder = HolderFilter.Free;
            var query = QueueQuery.For(officer, filter, request.Order, Now).OrThrow();

            var rows = await query.TakeFirstAsync(work.Db, Math.Max(1, request.Count), token);
            return rows.Where(row => TakeClaim(work, officer, row) is null).ToList() is [var first, .. var further]
                ? new ClaimNextResponse
                {
                    Claim = Claims.ToMessage(first),
                    CountryCase = CaseMessages.Of(first, Now),
                    Further = { further.Select(row => new NextCase { Claim = Claims.ToMessage(row), CountryCase = CaseMessages.Of(row, Now) }) },
                }
                : new Refusal(StatusCode.NotFound, "QUEUE_EMPTY", "no free case under this filter");
        });
    }
}
