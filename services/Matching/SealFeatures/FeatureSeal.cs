using System.Security.Cryptography;
using System.Text;
using Referrals.Matching.ReadFeatures;

namespace Referrals.Matching.SealFeatures;

/// <summary>
/// Seals the features of a referral by AES-256-GCM under a key of its own, derived from Matching's secret and the referral's id;
/// deleting the row is all that erasure takes.
/// </summary>
public static class FeatureSeal
{
    private const byte Version = 1;
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    public static byte[] Seal(ReferralFeatures features, string referralId, byte[] secret)
    {
        var plain = FeatureCodec.Write(features);
        var box = new byte[1 + NonceBytes + TagBytes + plain.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceBytes));
        using var cipher = new AesGcm(KeyOf(referralId, secret), TagBytes);
        cipher.Encrypt(box.AsSpan(1, NonceBytes), plain, box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes));
        return box;
    }

    public static ReferralFeatures Open(byte[] box, string referralId, byte[] secret)
    {
        if (box.Length < 1 + NonceBytes + TagBytes || box[0] != Version)
            throw new CryptographicException("sealed features of an unknown form");
        var plain = new byte[box.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(KeyOf(referralId, secret), TagBytes);
        cipher.Decrypt(box.AsSpan(1, NonceBytes), box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), plain);
        return FeatureCodec.Read(plain);
    }

    private static byte[] KeyOf(string referralId, byte[] secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, Encoding.UTF8.GetBytes(referralId), "features"u8.ToArray());
}
