using System.Security.Cryptography;
using System.Text;
using Referrals.Matching.ReadFeatures;
using Referrals.Platform.Sealing;

namespace Referrals.Matching.SealFeatures;

/// <summary>
/// Seals the features of a referral by AES-256-GCM under a key of its own, derived from Matching's secret and the referral's id;
/// deleting the row is all that erasure takes.
/// </summary>
public static class FeatureSeal
{
    private const int KeyBytes = 32;

    public static byte[] Seal(ReferralFeatures features, string referralId, byte[] secret) => SealedBox.Seal(KeyOf(referralId, secret), FeatureCodec.Write(features), []);

    public static ReferralFeatures Open(byte[] box, string referralId, byte[] secret) => FeatureCodec.Read(SealedBox.Open(KeyOf(referralId, secret), box, []));

    private static byte[] KeyOf(string referralId, byte[] secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, Encoding.UTF8.GetBytes(referralId), "features"u8.ToArray());
}
