using System.Security.Cryptography;

namespace Referrals.Platform.Sealing;

/// <summary>
/// AES-256-GCM with a nonce at random: one byte of version, the nonce, the tag, the text. Whoever opens it must name what it was
/// sealed as.
/// </summary>
public static class SealedBox
{
    private const byte Version = 1;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Bytes that a box is longer than what is in it.</summary>
    public static int Overhead { get; } = 1 + NonceBytes + TagBytes;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> sealedAs)
    {
        var box = new byte[Overhead + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, box.AsSpan(Overhead), box.AsSpan(1 + NonceBytes, TagBytes), sealedAs);
        return box;
    }

    /// <exception cref="CryptographicException">It is no such box, of another key, changed, or sealed as something else.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> sealedAs)
    {
        if (box.Length < Overhead || box[0] != Version)
            throw new CryptographicException("a sealed value of an unknown form");
        var plain = new byte[box.Length - Overhead];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(box.Slice(1, NonceBytes), box[Overhead..], box.Slice(1 + NonceBytes, TagBytes), plain, sealedAs);
        return plain;
    }
}
