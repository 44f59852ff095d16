using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Referrals.Matching.FindPictures;

/// <summary>Seals the looks of a picture by AES-256-GCM under a key derived from Matching's secret, bound to its referral.</summary>
public static class PictureSeal
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    // Derived once from each secret; a process has one.
    private static readonly ConditionalWeakTable<byte[], byte[]> Keys = [];

    public static byte[] Seal(PictureHash looks, string referralId, byte[] secret)
    {
        Span<byte> plain = stackalloc byte[PictureHash.Bytes];
        looks.Write(plain);
        var box = new byte[NonceBytes + TagBytes + PictureHash.Bytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = Cipher(secret);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(referralId));
        return box;
    }

    public static PictureHash Open(byte[] box, string referralId, byte[] secret)
    {
        if (box.Length != NonceBytes + TagBytes + PictureHash.Bytes)
            throw new CryptographicException("a sealed picture of an unknown form");
        Span<byte> plain = stackalloc byte[PictureHash.Bytes];
        using var cipher = Cipher(secret);
        cipher.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(referralId));
        return PictureHash.Read(plain);
    }

    private static AesGcm Cipher(byte[] secret) =>
        new(Keys.GetValue(secret, static of => HKDF.DeriveKey(HashAlgorithmName.SHA256, of, KeyBytes, null, "pictures"u8.ToArray())), TagBytes);
}
