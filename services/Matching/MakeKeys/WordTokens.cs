using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Referrals.Matching.MakeKeys;

/// <summary>
/// Keyed tokens of the words of a narrative: 31 bits of AES under a key derived from the secret, all of a text in one call. As little as
/// other tokens do they tell a word to who has the store and not the secret; negative, so that no other count is taken for a word's.
/// </summary>
public static class WordTokens
{
    private const int Block = 16;

    // Derived once from each secret; a process has one.
    private static readonly ConditionalWeakTable<byte[], byte[]> Keys = [];

    private const ulong Second = 0x9E3779B97F4A7C15;

    /// <param name="words">Hashes of words.</param>
    public static int[] Of(IReadOnlyList<ulong> words, byte[] secret)
    {
        if (words.Count == 0)
            return [];
        var blocks = new byte[words.Count * Block];
        for (var i = 0; i < words.Count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(blocks.AsSpan(i * Block), words[i]);
            BinaryPrimitives.WriteUInt64BigEndian(blocks.AsSpan((i * Block) + sizeof(ulong)), Second);
        }

        using var cipher = Aes.Create();
        cipher.Key = Keys.GetValue(secret, static of => HKDF.DeriveKey(HashAlgorithmName.SHA256, of, Block, null, "words"u8.ToArray()));
#pragma warning disable CA5358 // Single blocks that each stand for themselves: equal words shall give equal tokens.
        cipher.EncryptEcb(blocks, blocks, PaddingMode.None);
#pragma warning restore CA5358
        var tokens = new int[words.Count];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = BinaryPrimitives.ReadInt32BigEndian(blocks.AsSpan(i * Block)) | int.MinValue;
        return tokens;
    }
}
