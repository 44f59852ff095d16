using System.Buffers;
using System.Security.Cryptography;

namespace Referrals.TransparencyLog.Tree;

/// <summary>The hashes of the tree (RFC 9162, section 2.1.1): SHA-256, leaves under 0x00, nodes under 0x01.</summary>
public static class MerkleHash
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private static readonly byte[] EmptyRoot = SHA256.HashData([]);

    /// <summary>The root of a tree without leaves.</summary>
    public static ReadOnlySpan<byte> Empty => EmptyRoot;

    /// <summary>The hash of a leaf.</summary>
    public static byte[] OfLeaf(ReadOnlySpan<byte> leaf)
    {
        var hash = new byte[Length];
        OfLeaf(leaf, hash);
        return hash;
    }

    /// <summary>The hash of a leaf, written to where there is room for it.</summary>
    public static void OfLeaf(ReadOnlySpan<byte> leaf, Span<byte> hash)
    {
        var rented = ArrayPool<byte>.Shared.Rent(leaf.Length + 1);
        rented[0] = 0x00;
        leaf.CopyTo(rented.AsSpan(1));
        SHA256.HashData(rented.AsSpan(0, leaf.Length + 1), hash);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The root over the hashes of a tile of a power of two, at most 256.</summary>
    public static byte[] OfTile(ReadOnlySpan<byte> hashes)
    {
        Span<byte> level = stackalloc byte[Math.Min(hashes.Length, 8192)];
        hashes[..level.Length].CopyTo(level);
        Span<byte> node = stackalloc byte[1 + 2 * Length];
        node[0] = 0x01;
        for (var width = level.Length / Length; width > 1; width /= 2)
        {
            for (var i = 0; i < width / 2; i++)
            {
                level.Slice(2 * i * Length, 2 * Length).CopyTo(node[1..]);
                SHA256.HashData(node, level.Slice(i * Length, Length));
            }
        }

        return level[..Length].ToArray();
    }

    /// <summary>The hash of a node over its two children.</summary>
    public static byte[] OfNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[Length];
        Span<byte> node = stackalloc byte[1 + 2 * Length];
        node[0] = 0x01;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Length)..]);
        SHA256.HashData(node, hash);
        return hash;
    }
}
