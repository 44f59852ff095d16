using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.V1;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.CheckLog;

/// <summary>Makes the tiles anew from the leaves' hashes, one of each level at a time, and compares them with the stored ones.</summary>
internal sealed class TileCheck(Sql sql, FaultReport faults)
{
    private readonly StoredTiles tiles = new(sql);
    private readonly List<(List<byte> Hashes, long Index)> rightmost = [];

    /// <summary>How many were compared.</summary>
    public long Count { get; private set; }

    public async Task AppendAsync(byte[] leafHash, CancellationToken cancellationToken)
    {
        var hash = leafHash;
        for (var level = 0; ; level++)
        {
            if (rightmost.Count == level)
                rightmost.Add(([], 0));
            var (hashes, index) = rightmost[level];
            hashes.AddRange(hash);
            if (hashes.Count < TilePath.FullWidth * MerkleHash.Length)
                return;
            var tile = hashes.ToArray();
            await CompareAsync(new TilePath(level, index), tile, cancellationToken);
            hash = MerkleHash.OfTile(tile);
            hashes.Clear();
            rightmost[level] = (hashes, index + 1);
        }
    }

    /// <summary>Compares the partial tiles, and looks for what is more than the leaves account for; the log may not have grown since it was read.</summary>
    public async Task FinishAsync(bool hasGrown, CancellationToken cancellationToken)
    {
        for (var level = 0; level < rightmost.Count; level++)
        {
            var (hashes, index) = rightmost[level];
            if (hashes.Count > 0)
                await CompareAsync(new TilePath(level, index, hashes.Count / MerkleHash.Length), [.. hashes], cancellationToken);
        }

        if (hasGrown)
            return;
        foreach (var (level, tile, length) in await sql.QueryAsync(
            $"select level, tile, length(hashes) from log_tiles t where tile >= (select max(tile) from log_tiles l where l.level = t.level) or level >= {rightmost.Count} or level < 0",
            [],
            row => ((int)row.Number(0), row.Number(1), row.Number(2)),
            cancellationToken))
        {
            var (expected, index) = level >= 0 && level < rightmost.Count ? (rightmost[level].Hashes.Count, rightmost[level].Index) : (0, 0);
            if (tile > index || (tile == index && length > expected))
                await faults.AddAsync(LogFaultKind.Tile, new TilePath(level, tile).ToString(), "holds more than the leaves account for");
        }
    }

    private async Task CompareAsync(TilePath path, byte[] expected, CancellationToken cancellationToken)
    {
        Count++;
        var stored = await tiles.FindAsync(path, cancellationToken);
        if (stored is null)
            await faults.AddAsync(LogFaultKind.Tile, path.ToString(), "is not there, or is too short");
        else if (!stored.AsSpan(0, expected.Length).SequenceEqual(expected))
            await faults.AddAsync(LogFaultKind.Tile, path.ToString(), "holds other hashes than the leaves give");
    }
}
