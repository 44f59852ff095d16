using System.Security.Cryptography;

namespace Referrals.TransparencyLog.Tests.Tree;

/// <summary>RFC 9162, section 2.1, written down as it stands there: slow, and easy to compare with the text.</summary>
internal static class Reference
{
    public static byte[] Leaf(byte[] leaf) => SHA256.HashData([0x00, .. leaf]);

    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0)
            return SHA256.HashData([]);
        if (leaves.Length == 1)
            return leaves[0];
        var k = Split(leaves.Length);
        return SHA256.HashData([0x01, .. Root(leaves[..k]), .. Root(leaves[k..])]);
    }

    public static List<byte[]> Path(int index, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
            return [];
        var k = Split(leaves.Length);
        return index < k ? [.. Path(index, leaves[..k]), Root(leaves[k..])] : [.. Path(index - k, leaves[k..]), Root(leaves[..k])];
    }

    public static List<byte[]> Consistency(int first, ReadOnlySpan<byte[]> leaves) => first == 0 ? [] : Subproof(first, leaves, true);

    /// <summary>Leaves with hashes made of their numbers.</summary>
    public static byte[][] Leaves(int count, int seed = 0) => [.. Enumerable.Range(0, count).Select(i => Leaf([.. BitConverter.GetBytes(i), .. BitConverter.GetBytes(seed)]))];

    private static List<byte[]> Subproof(int first, ReadOnlySpan<byte[]> leaves, bool whole)
    {
        if (first == leaves.Length)
            return whole ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return first <= k ? [.. Subproof(first, leaves[..k], whole), Root(leaves[k..])] : [.. Subproof(first - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(int leaves)
    {
        var k = 1;
        while (k * 2 < leaves)
            k *= 2;
        return k;
    }
}
