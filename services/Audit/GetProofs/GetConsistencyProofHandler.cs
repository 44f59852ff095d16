using Google.Protobuf;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetProofs;

/// <summary>Proves that the log only grew between two sizes, the later of which is a checkpoint's.</summary>
internal sealed class GetConsistencyProofHandler(Store<AuditDbContext> store)
{
    public Task<GetConsistencyProofResponse> HandleAsync(GetConsistencyProofRequest request, CancellationToken cancellationToken) => store.ReadSqlAsync(
        async (sql, token) =>
        {
            if (request.FirstSize < 1)
                throw new RefusedException(Refusal.Invalid("firstSize", "must be at least 1", "OUT_OF_RANGE"));
            var checkpoint = request.SecondSize == 0
                ? await Checkpoints.LatestAsync(sql, token) ?? throw new RefusedException(ProofRefusals.NoCheckpoint)
                : await Checkpoints.FindAsync(sql, request.SecondSize, token) ?? throw new RefusedException(Refusal.NotFound("checkpoint"));
            if (checkpoint.Size < request.FirstSize)
                throw new RefusedException(Refusal.Invalid("secondSize", "must not be smaller than firstSize", "OUT_OF_RANGE"));
            var hashes = await LeafProofs.ConsistencyAsync(sql, request.FirstSize, checkpoint.Size, token);
            return new GetConsistencyProofResponse
            {
                FirstSize = request.FirstSize,
                SecondSize = checkpoint.Size,
                Hashes = { hashes.Select(hash => ByteString.CopyFrom(hash)) },
                Checkpoint = checkpoint.ToMessage(),
            };
        },
        cancellationToken);
}
