using System.Numerics;

namespace Referrals.TransparencyLog.Tree;

/// <summary>That a tree only grew (RFC 9162, section 2.1.4).</summary>
public static class ConsistencyProof
{
    /// <summary>Whether the tree of the first size and root is the beginning of that of the second.</summary>
    public static bool Verify(long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first < 0 || second < first)
            return false;

        // Of one size the roots are compared and nothing is computed.
        if (first == second)
            return proof.Count == 0 && firstRoot.SequenceEqual(secondRoot) && (first > 0 || firstRoot.SequenceEqual(MerkleHash.Empty));
        if (firstRoot.Length != MerkleHash.Length || secondRoot.Length != MerkleHash.Length || proof.Any(hash => hash.Length != MerkleHash.Length))
            return false;
        if (first == 0)
            return proof.Count == 0 && firstRoot.SequenceEqual(MerkleHash.Empty);
        return proof.Count > 0 && Leads(first, firstRoot, second, secondRoot, proof);
    }

    private static bool Leads(long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        var inner = 64 - BitOperations.LeadingZeroCount((ulong)((first - 1) ^ (second - 1)));
        var border = BitOperations.PopCount((ulong)(first - 1) >> inner);
        var shift = BitOperations.TrailingZeroCount(first);
        inner -= shift;

        // The proof begins with the last perfect subtree of the first tree, unless the first tree is that subtree.
        var (seed, start) = first == 1L << shift ? (firstRoot.ToArray(), 0) : (proof[0], 1);
        if (proof.Count != start + inner + border)
            return false;
        var mask = (first - 1) >> shift;
        var old = seed;
        var grown = seed;
        for (var i = 0; i < inner; i++)
        {
            var hash = proof[start + i];
            if (((mask >> i) & 1) == 1)
            {
                old = MerkleHash.OfNode(hash, old);
                grown = MerkleHash.OfNode(hash, grown);
            }
            else
            {
                grown = MerkleHash.OfNode(grown, hash);
            }
        }

        foreach (var left in proof.Skip(start + inner))
        {
            old = MerkleHash.OfNode(left, old);
            grown = MerkleHash.OfNode(left, grown);
        }

        return firstRoot.SequenceEqual(old) && secondRoot.SequenceEqual(grown);
    }
}
