using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Tiles;

/// <summary>
/// Appends leaves to the tiles of a log, given only its rightmost tiles. What has changed is handed out to be written;
/// tiles only ever grow at their end.
/// </summary>
public sealed class TileAppender
{
    private readonly List<List<byte>> rightmost = [];
    private readonly Dictionary<(int Level, long Index), byte[]> changed = [];
    private readonly HashSet<int> touched = [];

    private TileAppender(long size) => Size = size;

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The appender of a log of this size; it asks for the partial tile of each level, at most eight.</summary>
    public static async Task<TileAppender> OpenAsync(long size, ReadTile read, CancellationToken cancellationToken)
    {
        var appender = new TileAppender(size);
        for (var (level, hashes) = (0, size); hashes > 0; level++, hashes /= TilePath.FullWidth)
        {
            var width = (int)(hashes % TilePath.FullWidth);
            var tile = width == 0 ? [] : (await read(new TilePath(level, hashes / TilePath.FullWidth, width), cancellationToken))[..(width * MerkleHash.Length)];
            appender.rightmost.Add([.. tile]);
        }

        return appender;
    }

    /// <summary>Adds the hash of the next leaf.</summary>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        Add(0, Size, leafHash);
        Size++;
    }

    /// <summary>The root hash of the tree.</summary>
    public byte[] Root()
    {
        var frontier = new TreeFrontier();
        for (var level = rightmost.Count - 1; level >= 0; level--)
        {
            foreach (var hash in rightmost[level].Chunk(MerkleHash.Length))
                frontier.AppendSubtree(hash, level * TilePath.Height);
        }

        return frontier.Root();
    }

    /// <summary>The tiles that have grown since the log was opened, each whole as far as it goes.</summary>
    public IEnumerable<(TilePath Path, byte[] Hashes)> Changed()
    {
        foreach (var (key, hashes) in changed)
            yield return (new TilePath(key.Level, key.Index), hashes);
        foreach (var level in touched.Where(level => rightmost[level].Count > 0))
        {
            var width = rightmost[level].Count / MerkleHash.Length;
            yield return (new TilePath(level, (Size >> (level * TilePath.Height)) / TilePath.FullWidth, width), [.. rightmost[level]]);
        }
    }

    private void Add(int level, long index, ReadOnlySpan<byte> hash)
    {
        if (rightmost.Count == level)
            rightmost.Add([]);
        var tile = rightmost[level];
        tile.AddRange(hash);
        touched.Add(level);
        if (tile.Count < TilePath.FullWidth * MerkleHash.Length)
            return;

        var full = tile.ToArray();
        changed[(level, index / TilePath.FullWidth)] = full;
        tile.Clear();
        Add(level + 1, index / TilePath.FullWidth, MerkleHash.OfTile(full));
    }
}
