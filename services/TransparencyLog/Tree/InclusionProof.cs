using System.Numerics;

namespace Referrals.TransparencyLog.Tree;

/// <summary>That a leaf is in a tree (RFC 9162, section 2.1.3).</summary>
public static class InclusionProof
{
    /// <summary>Whether the hashes, leaf to root, lead from this leaf at this index to that root of a tree of this size.</summary>
    public static bool Verify(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root) =>
        RootOf(index, size, leafHash, proof) is { } computed && root.SequenceEqual(computed);

    /// <summary>The root that the proof leads to; null when the proof has not the length that index and size ask for.</summary>
    public static byte[]? RootOf(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleHash.Length || proof.Any(hash => hash.Length != MerkleHash.Length))
            return null;
        var inner = 64 - BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));
        var border = BitOperations.PopCount((ulong)index >> inner);
        if (proof.Count != inner + border)
            return null;
        var hash = leafHash.ToArray();
        for (var i = 0; i < inner; i++)
            hash = ((index >> i) & 1) == 0 ? MerkleHash.OfNode(hash, proof[i]) : MerkleHash.OfNode(proof[i], hash);
        foreach (var left in proof.Skip(inner))
            hash = MerkleHash.OfNode(left, hash);
        return hash;
    }
}
