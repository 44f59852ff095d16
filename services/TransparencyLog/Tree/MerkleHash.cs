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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(leaf);
        return hash.GetHashAndReset();
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
