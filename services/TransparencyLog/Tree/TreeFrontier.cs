namespace Referrals.TransparencyLog.Tree;

/// <summary>
/// A tree as far as appending needs it: the roots of its perfect subtrees, largest first, at most 63 hashes whatever its
/// size. Reading a whole log through one costs no memory.
/// </summary>
public sealed class TreeFrontier
{
    private readonly List<byte[]> roots = [];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Adds the hash of the next leaf.</summary>
    public void Append(byte[] leafHash)
    {
        var hash = leafHash;
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleHash.OfNode(roots[^1], hash);
            roots.RemoveAt(roots.Count - 1);
        }

        roots.Add(hash);
        Size++;
    }

    /// <summary>Adds a perfect subtree of 2^height leaves; the size must be a multiple of that.</summary>
    public void AppendSubtree(byte[] root, int height)
    {
        var width = 1L << height;
        if (Size % width != 0)
            throw new ArgumentException("a subtree is added where it is aligned", nameof(height));
        var hash = root;
        for (var size = Size / width; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleHash.OfNode(roots[^1], hash);
            roots.RemoveAt(roots.Count - 1);
        }

        roots.Add(hash);
        Size += width;
    }

    /// <summary>The root hash (RFC 9162, section 2.1.1).</summary>
    public byte[] Root()
    {
        if (roots.Count == 0)
            return MerkleHash.Empty.ToArray();
        var hash = roots[^1];
        for (var i = roots.Count - 2; i >= 0; i--)
            hash = MerkleHash.OfNode(roots[i], hash);
        return hash;
    }
}
