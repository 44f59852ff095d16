using Referrals.Audit.GetProofs;
using Referrals.Audit.RotateKey;
using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CollectCosignatures;

/// <summary>Asks a witness for the latest checkpoint and stores what it says.</summary>
internal sealed class WitnessRound(Store<AuditDbContext> store, TimeProvider time, ILogger<WitnessRound> logger)
{
    /// <summary>True when the witness has cosigned the latest checkpoint, now or before.</summary>
    public async Task<bool> RunAsync(WitnessClient witness, CancellationToken cancellationToken)
    {
        var (checkpoint, known) = await store.ReadSqlAsync(
            async (sql, token) => (await Checkpoints.LatestAsync(sql, token), await Cosignatures.LastSizeAsync(sql, witness.Key.ToString(), token)), cancellationToken);
        if (checkpoint is null || checkpoint.Size == known)
            return true;
        switch (await witness.AskAsync(checkpoint.LogNote, checkpoint.Size, known, old => ProveAsync(old, checkpoint.Size, cancellationToken), cancellationToken))
        {
            case WitnessReply.Cosigned cosigned:
                var cosignature = new StoredCosignature(witness.Operator, witness.Key.ToString(), cosigned.Line);
                await store.ExecuteAsync((work, token) => Cosignatures.AddAsync(work.Sql, checkpoint.Size, cosignature, time.GetUtcNow(), token), cancellationToken);
                AuditMetrics.Cosigned(witness.Key.Name);
                return true;
            case WitnessReply.Disputed disputed:
                await DisputeAsync(witness, checkpoint, disputed.Status, cancellationToken);
                break;
            case WitnessReply.Failed failed:
                logger.WitnessFailed(witness.Key.Name, failed.Reason);
                break;
        }

        AuditMetrics.NotCosigned(witness.Key.Name);
        return false;
    }

    private Task<List<byte[]>> ProveAsync(long old, long size, CancellationToken cancellationToken) =>
        store.ReadSqlAsync((sql, token) => LeafProofs.ConsistencyAsync(sql, old, size, token), cancellationToken);

    private async Task DisputeAsync(WitnessClient witness, SignedCheckpoint checkpoint, int status, CancellationToken cancellationToken)
    {
        var isNew = await store.ExecuteAsync(
            async (work, token) =>
            {
                // Another instance may have signed and shown more meanwhile; then nothing is wrong.
                var latest = await Checkpoints.LatestAsync(work.Sql, token);
                if (latest!.Size > checkpoint.Size || !await Cosignatures.DisputeAsync(work.Sql, checkpoint.Size, witness, status, time.GetUtcNow(), token))
                    return false;
                work.Record(KeyRecords.Stream, Record(witness, checkpoint.Size, status));
                return true;
            },
            cancellationToken);
        if (isNew)
            logger.LogDisputed(witness.Key.Name, checkpoint.Size, status);
        AuditMetrics.Disputed(witness.Key.Name);
    }

    private static AuditEntry Record(WitnessClient witness, long size, int status) => new()
    {
        Type = AuditTypes.LogDisputed,
        Details = new Dictionary<string, string>
        {
            ["operator"] = witness.Operator,
            ["size"] = size.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["witness"] = witness.Key.Name,
        },
    };
}
