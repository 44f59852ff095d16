using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Proofs;
using Referrals.TransparencyLog.Tiles;

namespace Referrals.Audit.GetProofs;

/// <summary>Proofs from the stored tiles.</summary>
internal static class LeafProofs
{
    /// <summary>That a leaf is in the tree of a checkpoint.</summary>
    public static async Task<TlogProof> InclusionAsync(Sql sql, long index, SignedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var tree = new TileTree(checkpoint.Size, new StoredTiles(sql).ReadAsync);
        return new TlogProof(index, await tree.InclusionAsync(index, checkpoint.Size, cancellationToken), checkpoint.Note);
    }

    /// <summary>That the tree of a size begins with that of an earlier one.</summary>
    public static Task<List<byte[]>> ConsistencyAsync(Sql sql, long first, long second, CancellationToken cancellationToken) =>
        new TileTree(second, new StoredTiles(sql).ReadAsync).ConsistencyAsync(first, second, cancellationToken);
}
