using Microsoft.Extensions.Options;
using Referrals.Audit.ReadLog;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.GetProofs;

/// <summary>Keeps a promise: the proof that the record of a body's hash is in the log.</summary>
internal sealed class GetProofHandler(Store<AuditDbContext> store, IOptions<LogOptions> options)
{
    public Task<GetProofResponse> HandleAsync(GetProofRequest request, CancellationToken cancellationToken) => store.ReadSqlAsync(
        async (sql, token) =>
        {
            if (request.BodySha256.Length != MerkleHash.Length)
                throw new RefusedException(Refusal.Invalid("bodySha256", "must be 32 bytes", "MALFORMED"));
            var leaf = await LogReader.FindAsync(sql, "body_sha256 = @p0", [request.BodySha256.ToByteArray()], token)
                ?? throw new RefusedException(Refusal.NotFound("record"));
            var checkpoint = await Checkpoints.HoldingAsync(sql, leaf.Index, options.Value.RequiredOperators, token)
                ?? throw new RefusedException(ProofRefusals.NotIntegrated);
            var proof = await LeafProofs.InclusionAsync(sql, leaf.Index, checkpoint, token);
            return new GetProofResponse { TlogProof = proof.ToString(), Index = leaf.Index, LeafJson = leaf.Json, Checkpoint = checkpoint.ToMessage() };
        },
        cancellationToken);
}
