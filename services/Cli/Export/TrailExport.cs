using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Verify;

namespace Referrals.Cli.Export;

/// <summary>A trail with its proofs.</summary>
/// <param name="Bundle">The file.</param>
/// <param name="Waiting">How many records wait for a checkpoint.</param>
/// <param name="Withheld">How many the caller may not read.</param>
internal sealed record TrailExport(TrailBundle Bundle, int Waiting, long Withheld)
{
    /// <param name="audit">The log.</param>
    /// <param name="id">A referral, a case or a country case.</param>
    /// <param name="since">Size of an earlier checkpoint that the bundle is to be consistent with; null for none.</param>
    /// <param name="mayWithhold">Whether the caller may not read all of it, so that what is missing is said to be withheld.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<TrailExport> ReadAsync(AuditService.AuditServiceClient audit, string id, long? since, bool mayWithhold, CancellationToken cancellationToken)
    {
        var (checkpoint, head) = await LogHeads.ReadAsync(audit, cancellationToken);
        var trail = await WholeTrail.ReadAsync(audit, id, cancellationToken);
        var proven = await ProvenRecords.ReadAsync(audit, trail.Records, checkpoint, cancellationToken);
        var records = proven.Select(one => new TrailRecord(one.Record.Index, one.Record.LeafJson, one.Hashes)).ToList();
        var bundle = new TrailBundle(id, checkpoint.Origin, head, records, [], await ConsistencyAsync(audit, since, checkpoint.TreeSize, cancellationToken));
        if (mayWithhold)
            bundle = bundle with { Withheld = TrailVerifier.GapsOf(id, records) };
        return new TrailExport(bundle, trail.Records.Count(record => !record.IsUnder(checkpoint)), bundle.Withheld.Sum(gap => gap.Count));
    }

    private static async Task<IReadOnlyList<TrailConsistency>> ConsistencyAsync(AuditService.AuditServiceClient audit, long? since, long size, CancellationToken cancellationToken)
    {
        if (since is not { } first || first == 0 || first == size)
            return [];
        if (first > size)
            throw new ExportException($"the earlier checkpoint is of {first} leaves, and the log's newest of {size}: the log was rolled back, or they are of two logs");
        var proof = await audit.GetConsistencyProofAsync(new GetConsistencyProofRequest { FirstSize = first, SecondSize = size }, cancellationToken: cancellationToken);
        return [new TrailConsistency(first, [.. proof.Hashes.Select(hash => hash.ToByteArray())])];
    }
}
