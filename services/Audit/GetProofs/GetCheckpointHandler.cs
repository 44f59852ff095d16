using Microsoft.Extensions.Options;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetProofs;

/// <summary>Reads a checkpoint, with what is needed to verify it.</summary>
internal sealed class GetCheckpointHandler(Store<AuditDbContext> store, IOptions<LogOptions> options)
{
    public Task<GetCheckpointResponse> HandleAsync(GetCheckpointRequest request, CancellationToken cancellationToken) => store.ReadSqlAsync(
        async (sql, token) =>
        {
            var checkpoint = request.TreeSize == 0
                ? await Checkpoints.LatestAsync(sql, token) ?? throw new RefusedException(ProofRefusals.NoCheckpoint)
                : await Checkpoints.FindAsync(sql, request.TreeSize, token) ?? throw new RefusedException(Refusal.NotFound("checkpoint"));
            var (appended, _) = await Checkpoints.SizesAsync(sql, token);
            var keys = await LogKeys.ReadAsync(sql, token);
            var certificates = await sql.QueryAsync("select certificate from service_keys order by certified_at", [], row => row.Text(0), token);
            var witnesses = options.Value.Witnesses.Select(witness => witness.Key).Concat(checkpoint.Cosignatures.Select(cosignature => cosignature.VerifierKey));
            return new GetCheckpointResponse
            {
                Checkpoint = checkpoint.ToMessage(),
                VerifierKeys = { keys.Where(key => key.IsActive).Select(key => key.VerifierKey), witnesses.Distinct() },
                KeySuccessions = { keys.Select(key => key.Succession).OfType<string>() },
                ServiceKeyCertificates = { certificates },
                Witnesses = { options.Value.Witnesses.Select(witness => new LogWitness { Operator = witness.Operator, VerifierKey = witness.Key }) },
                RequiredOperators = options.Value.RequiredOperators,
                RetiredVerifierKeys = { keys.Where(key => !key.IsActive).Select(key => key.VerifierKey) },
                UncoveredRecords = request.TreeSize == 0 ? Math.Max(0, appended - checkpoint.Size) : 0,
            };
        },
        cancellationToken);
}
