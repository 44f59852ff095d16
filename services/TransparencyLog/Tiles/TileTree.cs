using System.Numerics;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Tiles;

/// <summary>
/// A tree of one size, read from its tiles: roots and proofs of any earlier size too. It keeps the tiles that it has read,
/// so make one for each question or for a few near each other.
/// </summary>
public sealed class TileTree(long size, ReadTile read)
{
    private readonly Dictionary<(int Level, long Index), byte[]> tiles = [];

    /// <summary>The root of the tree at a size up to this one's.</summary>
    public async Task<byte[]> RootAsync(long at, CancellationToken cancellationToken)
    {
        CheckSize(at);
        return at == 0 ? MerkleHash.Empty.ToArray() : await RangeAsync(0, at, cancellationToken);
    }

    /// <summary>The hash of one leaf.</summary>
    public Task<byte[]> LeafAsync(long index, CancellationToken cancellationToken) => RangeAsync(index, index + 1, cancellationToken);

    /// <summary>The inclusion proof of a leaf in the tree at a size (RFC 9162, section 2.1.3.1), leaf to root.</summary>
    public async Task<List<byte[]>> InclusionAsync(long index, long at, CancellationToken cancellationToken)
    {
        CheckSize(at);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, at);
        var proof = new List<byte[]>();
        for (var (from, to) = (0L, at); to - from > 1;)
        {
            var middle = from + Split(to - from);
            if (index < middle)
            {
                proof.Add(await RangeAsync(middle, to, cancellationToken));
                to = middle;
            }
            else
            {
                proof.Add(await RangeAsync(from, middle, cancellationToken));
                from = middle;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>The proof that the tree at the second size begins with that at the first (RFC 9162, section 2.1.4.1).</summary>
    public async Task<List<byte[]>> ConsistencyAsync(long first, long second, CancellationToken cancellationToken)
    {
        CheckSize(second);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var proof = new List<byte[]>();
        if (first == 0 || first == second)
            return proof;
        var (from, to, whole) = (0L, second, true);
        while (to != first)
        {
            var middle = from + Split(to - from);
            if (first <= middle)
            {
                proof.Add(await RangeAsync(middle, to, cancellationToken));
                to = middle;
            }
            else
            {
                proof.Add(await RangeAsync(from, middle, cancellationToken));
                (from, whole) = (middle, false);
            }
        }

        if (!whole)
            proof.Add(await RangeAsync(from, to, cancellationToken));
        proof.Reverse();
        return proof;
    }

    /// <summary>The hash over leaves from…to: of the perfect subtrees that it is made of, right to left.</summary>
    private async Task<byte[]> RangeAsync(long from, long to, CancellationToken cancellationToken)
    {
        var parts = new List<byte[]>();
        for (var start = from; start < to;)
        {
            var height = BitOperations.Log2((ulong)(to - start));
            if (start != 0)
                height = Math.Min(height, BitOperations.TrailingZeroCount(start));
            parts.Add(await NodeAsync(height, start >> height, cancellationToken));
            start += 1L << height;
        }

        var hash = parts[^1];
        for (var i = parts.Count - 2; i >= 0; i--)
            hash = MerkleHash.OfNode(parts[i], hash);
        return hash;
    }

    private async Task<byte[]> NodeAsync(int height, long index, CancellationToken cancellationToken)
    {
        var level = height / TilePath.Height;
        var rest = height % TilePath.Height;
        var first = index << rest;
        var tile = await TileAsync(level, first, cancellationToken);
        var offset = (int)(first % TilePath.FullWidth) * MerkleHash.Length;
        return MerkleHash.OfTile(tile.AsSpan(offset, MerkleHash.Length << rest));
    }

    private async Task<byte[]> TileAsync(int level, long index, CancellationToken cancellationToken)
    {
        var path = TilePath.Holding(level, index, size);
        if (tiles.TryGetValue((path.Level, path.Index), out var known))
            return known;
        var tile = await read(path, cancellationToken);
        if (tile.Length < path.Width * MerkleHash.Length)
            throw new InvalidDataException($"{path} has {tile.Length} bytes and should have {path.Width * MerkleHash.Length}");
        return tiles[(path.Level, path.Index)] = tile;
    }

    private void CheckSize(long at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, size);
    }

    /// <summary>The largest power of two below a number of leaves, which is at least 2.</summary>
    private static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));
}
