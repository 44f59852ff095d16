using System.Globalization;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Compares the tiles of an exported log, level by level, with what they stand for.</summary>
internal sealed class TileCheck(string directory, long size, Findings findings)
{
    private const int TileLength = TilePath.FullWidth * MerkleHash.Length;
    private readonly List<Level> levels = [];
    private readonly TreeFrontier stored = new();
    private long missing;

    /// <summary>Whether so much is missing that reading on would tell nothing new: a size that somebody made up must not cost time.</summary>
    public bool IsHopeless => missing > 1000;

    /// <summary>Takes the hashes of the next bundle's leaves; the hashes that their tile holds, null when there are none.</summary>
    /// <param name="entries">The bundle.</param>
    /// <param name="computed">Hashes of its leaves; filled from the tile where the bundle cannot be read.</param>
    /// <param name="known">Whether the bundle could be read.</param>
    public byte[]? NextLeaves(TilePath entries, Span<byte> computed, bool known)
    {
        var tile = ReadTile(entries with { Level = 0 });
        if (!known)
            tile?.CopyTo(computed);
        var hashes = tile ?? computed.ToArray();
        if (entries.Width == TilePath.FullWidth)
        {
            var (fromLeaves, fromTile) = (MerkleHash.OfTile(computed), MerkleHash.OfTile(hashes));
            stored.AppendSubtree(fromTile, TilePath.Height);
            Add(1, entries.Index, fromLeaves, fromTile);
        }
        else
        {
            foreach (var hash in hashes.Chunk(MerkleHash.Length))
                stored.Append(hash);
        }

        return tile;
    }

    /// <summary>The root that the tiles of level 0 lead to.</summary>
    public byte[] Root() => stored.Root();

    /// <summary>Compares the partial tiles at the right.</summary>
    public void Finish()
    {
        for (var level = 1; level <= levels.Count; level++)
        {
            var width = levels[level - 1].Width;
            if (width > 0)
                Compare(TilePath.Holding(level, LogFiles.Hashes(level, size) - 1, size) with { Width = width }, levels[level - 1]);
        }
    }

    private void Add(int level, long index, byte[] computed, byte[] below)
    {
        if (levels.Count < level)
            levels.Add(new Level(new byte[TileLength], new byte[TileLength]));
        var current = levels[level - 1];
        computed.CopyTo(current.Computed, current.Width * MerkleHash.Length);
        below.CopyTo(current.Below, current.Width * MerkleHash.Length);
        current.Width++;
        if (current.Width < TilePath.FullWidth)
            return;
        var tile = Compare(new TilePath(level, index / TilePath.FullWidth), current);
        current.Width = 0;
        var root = MerkleHash.OfTile(current.Computed);
        Add(level + 1, index / TilePath.FullWidth, root, tile is null ? root : MerkleHash.OfTile(tile));
    }

    /// <summary>A hash of a tile is right when it is that of the tile below, as it lies there or as its leaves make it.</summary>
    private byte[]? Compare(TilePath path, Level expected)
    {
        if (ReadTile(path) is not { } tile)
            return null;
        for (var i = 0; i < path.Width; i++)
        {
            var range = (i * MerkleHash.Length)..((i + 1) * MerkleHash.Length);
            if (!tile.AsSpan(range).SequenceEqual(expected.Computed.AsSpan(range)) && !tile.AsSpan(range).SequenceEqual(expected.Below.AsSpan(range)))
                findings.Add(FindingCodes.Tile, path.ToString(), string.Create(CultureInfo.InvariantCulture, $"hash {i} is not that of {new TilePath(path.Level - 1, path.First + i)}"));
        }

        return tile;
    }

    private byte[]? ReadTile(TilePath path)
    {
        var tile = new byte[path.Width * MerkleHash.Length + 1];
        var length = BoundedFile.TryRead(Path.Combine(directory, path.ToString()), tile);
        if (length == tile.Length - 1)
            return tile[..^1];
        missing++;
        findings.Add(
            length < 0 ? FindingCodes.Missing : FindingCodes.Malformed,
            path.ToString(),
            length < 0 ? "there is no such file, or it cannot be read" : $"it does not hold {path.Width} hashes, and nothing else");
        return null;
    }

    private sealed record Level(byte[] Computed, byte[] Below)
    {
        public int Width { get; set; }
    }
}
