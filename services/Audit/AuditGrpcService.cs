using Grpc.Core;
using Referrals.Audit.Export;
using Referrals.Audit.GetTrail;
using Referrals.Audit.Search;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;

namespace Referrals.Audit;

/// <summary>The log's API. Every call reads; the log is written by what services send.</summary>
internal sealed class AuditGrpcService(GetTrailHandler trails, SearchHandler search, ExportHandler export) : AuditService.AuditServiceBase
{
    public override Task<GetTrailResponse> GetTrail(GetTrailRequest request, ServerCallContext context) => trails.HandleAsync(request, context);

    public override Task<SearchResponse> Search(SearchRequest request, ServerCallContext context) => search.HandleAsync(request, context.CancellationToken);

    public override Task Export(ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context) =>
        export.HandleAsync(request, responseStream, context.CancellationToken);

    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) => throw NotSigned();

    public override Task<GetInclusionProofResponse> GetInclusionProof(GetInclusionProofRequest request, ServerCallContext context) => throw NotSigned();

    public override Task<GetConsistencyProofResponse> GetConsistencyProof(GetConsistencyProofRequest request, ServerCallContext context) => throw NotSigned();

    private static RefusedException NotSigned() =>
        new(new Refusal(StatusCode.Unimplemented, "LOG_NOT_SIGNED", "this version of the exchange appends records and does not sign checkpoints or prove inclusion yet"));
}
