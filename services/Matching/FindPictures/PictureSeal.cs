using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Referrals.Platform.Sealing;

namespace Referrals.Matching.FindPictures;

/// <summary>Seals the looks of a picture by AES-256-GCM under a key derived from Matching's secret, bound to its referral.</summary>
public static class PictureSeal
{
    private const int KeyBytes = 32;

    // Derived once from each secret; a process has one.
    private static readonly ConditionalWeakTable<byte[], byte[]> Keys = [];

    public static byte[] Seal(PictureHash looks, string referralId, byte[] secret)
    {
        Span<byte> plain = stackalloc byte[PictureHash.Bytes];
        looks.Write(plain);
        return SealedBox.Seal(KeyOf(secret), plain, Encoding.UTF8.GetBytes(referralId));
    }

    public static PictureHash Open(byte[] box, string referralId, byte[] secret) => PictureHash.Read(SealedBox.Open(KeyOf(secret), box, Encoding.UTF8.GetBytes(referralId)));

    private static byte[] KeyOf(byte[] secret) =>
        Keys.GetValue(secret, static of => HKDF.DeriveKey(HashAlgorithmName.SHA256, of, KeyBytes, null, "pictures"u8.ToArray()));
}
