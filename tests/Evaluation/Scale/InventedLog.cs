using Grpc.Core;
using Referrals.Audit.V1;

namespace Referrals.Evaluation.Scale;

/// <summary>The log as Matching sees it, which has whatever it is asked for.</summary>
internal sealed class InventedLog : AuditService.AuditServiceBase
{
    public override Task<GetStreamHeadsResponse> GetStreamHeads(GetStreamHeadsRequest request, ServerCallContext context) => Task.FromResult(new GetStreamHeadsResponse
    {
        Heads = { request.Streams.Select(stream => new StreamHead { Stream = stream, Sequence = long.MaxValue }) },
    });
}
