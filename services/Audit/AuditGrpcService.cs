using Grpc.Core;
using Referrals.Audit.CheckLog;
using Referrals.Audit.Export;
using Referrals.Audit.GetProofs;
using Referrals.Audit.GetTrail;
using Referrals.Audit.RotateKey;
using Referrals.Audit.Search;
using Referrals.Audit.V1;

namespace Referrals.Audit;

/// <summary>The log's API. The log is written by what services send; only its keys are changed here.</summary>
internal sealed class AuditGrpcService(
    GetTrailHandler trails,
    SearchHandler search,
    ExportHandler export,
    GetCheckpointHandler checkpoints,
    GetInclusionProofHandler inclusion,
    GetConsistencyProofHandler consistency,
    GetProofHandler proofs,
    GetStreamHeadsHandler heads,
    CertifyServiceKeyHandler serviceKeys,
    RotateLogKeyHandler rotation,
    CheckLogHandler check) : AuditService.AuditServiceBase
{
    public override Task<GetTrailResponse> GetTrail(GetTrailRequest request, ServerCallContext context) => trails.HandleAsync(request, context);

    public override Task<SearchResponse> Search(SearchRequest request, ServerCallContext context) => search.HandleAsync(request, context.CancellationToken);

    public override Task Export(ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context) =>
        export.HandleAsync(request, responseStream, context.CancellationToken);

    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) =>
        checkpoints.HandleAsync(request, context.CancellationToken);

    public override Task<GetInclusionProofResponse> GetInclusionProof(GetInclusionProofRequest request, ServerCallContext context) => inclusion.HandleAsync(request, context);

    public override Task<GetConsistencyProofResponse> GetConsistencyProof(GetConsistencyProofRequest request, ServerCallContext context) =>
        consistency.HandleAsync(request, context.CancellationToken);

    public override Task<GetProofResponse> GetProof(GetProofRequest request, ServerCallContext context) => proofs.HandleAsync(request, context.CancellationToken);

    public override Task<GetStreamHeadsResponse> GetStreamHeads(GetStreamHeadsRequest request, ServerCallContext context) => heads.HandleAsync(request, context);

    public override Task<CertifyServiceKeyResponse> CertifyServiceKey(CertifyServiceKeyRequest request, ServerCallContext context) => serviceKeys.HandleAsync(request, context);

    public override Task<RotateLogKeyResponse> RotateLogKey(RotateLogKeyRequest request, ServerCallContext context) => rotation.HandleAsync(request, context);

    public override Task CheckLog(CheckLogRequest request, IServerStreamWriter<CheckLogResponse> responseStream, ServerCallContext context) =>
        check.HandleAsync(responseStream, context.CancellationToken);
}
