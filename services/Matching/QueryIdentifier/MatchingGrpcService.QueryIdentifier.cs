using Grpc.Core;
using Referrals.Matching.V1;

namespace Referrals.Matching;

public sealed partial class MatchingGrpcService
{
    public override async Task<QueryIdentifierResponse> QueryIdentifier(QueryIdentifierRequest request, ServerCallContext context)
    {
        await contacts.RefreshAsync(context.CancellationToken);
        var answer = await corrections.RunAsync<QueryIdentifierRequest, QueryIdentifierResponse>(
            request, false, context, (work, agency, token) => query.RunAsync(work, agency, request, token));
        MatchingMetrics.Queried(answer.Hit);
        return answer;
    }
}
