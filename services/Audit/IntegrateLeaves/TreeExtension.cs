using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.IntegrateLeaves;

/// <summary>Extends the stored tiles by the leaves after a checkpoint, a chunk at a time whatever their number, and checks what came of it.</summary>
internal sealed class TreeExtension(Sql sql)
{
    private const int LeavesAtOnce = 4096;
    private readonly StoredTiles tiles = new(sql);

    /// <summary>The root of the tree at the new size.</summary>
    public async Task<byte[]> ExtendAsync(SignedCheckpoint? last, long size, CancellationToken cancellationToken)
    {
        var before = last?.Size ?? 0;
        var appender = await TileAppender.OpenAsync(before, tiles.ReadAsync, cancellationToken);
        Require(last is null || appender.Root().AsSpan().SequenceEqual(last.Root), "the tiles do not give the root of the last checkpoint");
        while (appender.Size < size)
        {
            var from = appender.Size;
            foreach (var (index, hash) in await LeavesAsync(from, Math.Min(size, from + LeavesAtOnce), cancellationToken))
            {
                Require(index == appender.Size && hash.Length == MerkleHash.Length, "a leaf below the log's size is not there");
                appender.Append(hash);
            }

            Require(appender.Size == Math.Min(size, from + LeavesAtOnce), "a leaf below the log's size is not there");
            await tiles.WriteAsync(appender, from, cancellationToken);
            appender = await TileAppender.OpenAsync(appender.Size, tiles.ReadAsync, cancellationToken);
        }

        var root = appender.Root();
        await CheckAsync(last, size, root, cancellationToken);
        return root;
    }

    /// <summary>What lies in the store now must give the new root, and the tree of the last checkpoint must be its beginning.</summary>
    private async Task CheckAsync(SignedCheckpoint? last, long size, byte[] root, CancellationToken cancellationToken)
    {
        var tree = new TileTree(size, tiles.ReadAsync);
        var stored = await tree.RootAsync(size, cancellationToken);
        Require(root.AsSpan().SequenceEqual(stored), "the tiles do not give the root that was computed");
        if (last is not null)
        {
            var proof = await tree.ConsistencyAsync(last.Size, size, cancellationToken);
            Require(ConsistencyProof.Verify(last.Size, last.Root, size, root, proof), "the tree is not consistent with the last checkpoint");
        }
    }

    private Task<List<(long Index, byte[] Hash)>> LeavesAsync(long from, long before, CancellationToken cancellationToken) => sql.QueryAsync(
        "select leaf_index, leaf_hash from log_leaves where leaf_index >= @p0 and leaf_index < @p1 order by leaf_index",
        [from, before],
        row => (row.Number(0), row.Bytes(1)),
        cancellationToken);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new LogRefusedException(otherwise);
    }
}
