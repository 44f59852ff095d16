using System.Text;
using Grpc.Core;
using Referrals.Audit.ReadLog;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;

namespace Referrals.Audit.Export;

/// <summary>Streams leaves to an auditor, in pages that fit a message. Without checkpoints it ends where the log ends now.</summary>
internal sealed class ExportHandler(LogReader log)
{
    private const int MaximumLeaves = 500;
    private const int MaximumBytes = 1 << 20;

    public async Task HandleAsync(ExportRequest request, IServerStreamWriter<ExportResponse> responses, CancellationToken cancellationToken)
    {
        var size = await log.SizeAsync(cancellationToken);
        var violations = new Violations();
        violations.Require(request.FromIndex >= 0, "fromIndex", "must not be negative", "OUT_OF_RANGE");
        violations.Require(request.TreeSize >= 0 && request.TreeSize <= size, "treeSize", "must be a size that the log has had", "OUT_OF_RANGE");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        var end = request.TreeSize == 0 ? size : request.TreeSize;
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
