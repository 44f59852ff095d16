using Grpc.Core;
using Referrals.Audit.ReadLog;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetTrail;

/// <summary>Reads the trail of a referral, a case or a country case, and says whether it is whole.</summary>
internal sealed class GetTrailHandler(TrailReader trails, CompletenessReader completeness, LogReader log, Store<AuditDbContext> store)
{
    private const int DefaultPageSize = 200;
    private const int MaximumPageSize = 1000;

    public async Task<GetTrailResponse> HandleAsync(GetTrailRequest request, ServerCallContext context)
    {
        var subject = TrailSubject.Of(request);
        if (request.PageSize is < 0 or > MaximumPageSize)
            throw new RefusedException(Refusal.Invalid("pageSize", $"must be 0 to {MaximumPageSize}", "OUT_OF_RANGE"));

        var caller = context.GetPrincipal();
        var facts = await trails.ReadFactsAsync(subject, caller, context.CancellationToken);
        var view = TrailPolicy.Decide(caller, subject, facts).OrThrow();
        var limit = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        var (leaves, next) = await log.ReadPageAsync(TrailReader.Filter(subject, view), request.PageToken, limit, newestFirst: false, context.CancellationToken);
        var streams = await completeness.ReadAsync(TrailReader.Filter(subject, view), context.CancellationToken);
        var checkpoint = await store.ReadSqlAsync(Checkpoints.LatestAsync, context.CancellationToken);
        var pending = await log.CountAsync(TrailReader.Filter(subject, view).Require("leaf_index >= ?", checkpoint?.Size ?? 0), context.CancellationToken);
        return new GetTrailResponse
        {
            Records = { leaves.Select(leaf => OthersReferrals.Withhold(leaf.ToRecord(), view, subject)) },
            NextPageToken = next,
            Completeness = { streams },
            Complete = streams.All(stream => stream.MissingCount == 0),
            Checkpoint = checkpoint?.ToMessage(),
            Pending = (int)Math.Min(pending, int.MaxValue),
        };
    }
}
