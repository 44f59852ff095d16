using Referrals.Audit.V1;

namespace Referrals.Contracts;

/// <summary>What makes a trail verifiable elsewhere: the keys of a checkpoint, and the proof of each record that is under it.</summary>
public static class ProvenRecords
{
    private const int AtOnce = 16;

    /// <summary>The log's keys, the oldest first; each once.</summary>
    public static IReadOnlyList<string> AllKeys(this GetCheckpointResponse head) => [.. head.RetiredVerifierKeys.Concat(head.VerifierKeys).Distinct()];

    /// <summary>Whether a record has its place under a checkpoint.</summary>
    public static bool IsUnder(this LogRecord record, Checkpoint checkpoint) => record.Index >= 0 && record.Index < checkpoint.TreeSize;

    /// <summary>Those that are under the checkpoint and may be read whole, in the same order, each with the hashes that lead to its root.</summary>
    /// <param name="audit">The log.</param>
    /// <param name="records">Records of a trail.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<(LogRecord Record, IReadOnlyList<byte[]> Hashes)>> ReadAsync(
        AuditService.AuditServiceClient audit, IEnumerable<LogRecord> records, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var proven = new List<(LogRecord, IReadOnlyList<byte[]>)>();
        foreach (var chunk in records.Where(record => record.IsUnder(checkpoint) && record.LeafJson.Length > 0).Chunk(AtOnce))
            proven.AddRange(await Task.WhenAll(chunk.Select(ProveAsync)));
        return proven;

        async Task<(LogRecord, IReadOnlyList<byte[]>)> ProveAsync(LogRecord record)
        {
            var request = new GetInclusionProofRequest { Index = record.Index, TreeSize = checkpoint.TreeSize };
            var proof = await audit.GetInclusionProofAsync(request, cancellationToken: cancellationToken);
            return (record, [.. proof.Hashes.Select(hash => hash.ToByteArray())]);
        }
    }
}
