using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Referrals.Audit.ReadLog;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetProofs;

/// <summary>Proves that a record is in the log, to whoever may read it.</summary>
internal sealed class GetInclusionProofHandler(Store<AuditDbContext> store, LeafAccess access, IOptions<LogOptions> options)
{
    public async Task<GetInclusionProofResponse> HandleAsync(GetInclusionProofRequest request, ServerCallContext context)
    {
        var (leaf, checkpoint) = await store.ReadSqlAsync((sql, token) => FindAsync(sql, request, token), context.CancellationToken);
        var record = (await access.ReadAsync(leaf, context.GetPrincipal(), context.CancellationToken)).OrThrow();
        var proof = await store.ReadSqlAsync((sql, token) => LeafProofs.InclusionAsync(sql, leaf.Index, checkpoint, token), context.CancellationToken);
        return new GetInclusionProofResponse
        {
            Record = record,
            TreeSize = checkpoint.Size,
            Hashes = { proof.Hashes.Select(hash => ByteString.CopyFrom(hash)) },
            Checkpoint = checkpoint.ToMessage(),
            TlogProof = proof.ToString(),
        };
    }

    private async Task<(LogLeaf Leaf, SignedCheckpoint Checkpoint)> FindAsync(Sql sql, GetInclusionProofRequest request, CancellationToken cancellationToken)
    {
        if (request.Index < 0)
            throw new RefusedException(Refusal.Invalid("index", "must not be negative", "OUT_OF_RANGE"));
        var checkpoint = request.TreeSize == 0
            ? await Checkpoints.HoldingAsync(sql, request.Index, options.Value.RequiredOperators, cancellationToken)
            : await Checkpoints.FindAsync(sql, request.TreeSize, cancellationToken) ?? throw new RefusedException(Refusal.NotFound("checkpoint"));
        if (checkpoint is null || request.Index >= checkpoint.Size)
            throw new RefusedException(ProofRefusals.BeyondTree);
        var leaf = await LogReader.FindAsync(sql, "leaf_index = @p0", [request.Index], cancellationToken)
            ?? throw new InvalidDataException("the log lacks a leaf below its size");
        return (leaf, checkpoint);
    }
}
