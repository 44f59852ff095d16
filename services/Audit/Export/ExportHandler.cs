using System.Text;
using Grpc.Core;
using Referrals.Audit.GetProofs;
using Referrals.Audit.ReadLog;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Audit.Export;

/// <summary>Streams a checkpoint and the leaves that it covers to an auditor, in pages that fit a message.</summary>
internal sealed class ExportHandler(Store<AuditDbContext> store, LogReader log)
{
    private const int MaximumLeaves = 500;
    private const int MaximumBytes = 1 << 20;

    public async Task HandleAsync(ExportRequest request, IServerStreamWriter<ExportResponse> responses, CancellationToken cancellationToken)
    {
        if (request.FromIndex < 0)
            throw new RefusedException(Refusal.Invalid("fromIndex", "must not be negative", "OUT_OF_RANGE"));
        var checkpoint = await store.ReadSqlAsync(
            async (sql, token) => request.TreeSize == 0
                ? await Checkpoints.LatestAsync(sql, token) ?? throw new RefusedException(ProofRefusals.NoCheckpoint)
                : await Checkpoints.FindAsync(sql, request.TreeSize, token) ?? throw new RefusedException(Refusal.NotFound("checkpoint")),
            cancellationToken);
        await responses.WriteAsync(new ExportResponse { Checkpoint = checkpoint.ToMessage() }, cancellationToken);
        var end = checkpoint.Size;
        for (var next = request.FromIndex; next < end;)
        {
            var leaves = await log.ReadAsync(
                new LogFilter().Require("leaf_index >= ? and leaf_index < ?", next, end), MaximumLeaves, newestFirst: false, cancellationToken);
            var page = new ExportedRecords { FirstIndex = next, LeavesJson = { Fitting(leaves) } };
            if (page.LeavesJson.Count == 0)
                throw new InvalidDataException("the log lacks a leaf below its size");
            await responses.WriteAsync(new ExportResponse { Records = page }, cancellationToken);
            next += page.LeavesJson.Count;
        }
    }

    private static IEnumerable<string> Fitting(List<LogLeaf> leaves)
    {
        var bytes = 0;
        foreach (var leaf in leaves.Select(leaf => leaf.Json))
        {
            bytes += Encoding.UTF8.GetByteCount(leaf);
            if (bytes > MaximumBytes && bytes > Encoding.UTF8.GetByteCount(leaf))
                yield break;
            yield return leaf;
        }
    }
}
