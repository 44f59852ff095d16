using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault };

    public static byte[] Seal(ReferralFeatures features, string referralId, byte[] secret)
    {
        var plain = Compress(JsonSerializer.SerializeToUtf8Bytes(Stored.Of(features), Json));
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
        return JsonSerializer.Deserialize<Stored>(Decompress(plain), Json)!.ToFeatures();
    }

    private static byte[] KeyOf(string referralId, byte[] secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, Encoding.UTF8.GetBytes(referralId), "features"u8.ToArray());

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Fastest))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Decompress(byte[] packed)
    {
        using var stream = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>As features are written: the signature as bytes, and nothing of what was set aside.</summary>
    private sealed record Stored(
        IReadOnlyList<PersonFeatures>? Persons, IReadOnlyList<NormaliseIdentifiers.NormalisedIdentifier>? Identifiers, byte[]? Signature)
    {
        public static Stored Of(ReferralFeatures features) => new(
            features.Persons, features.Identifiers, features.Narrative.Signature.Count == 0 ? null : [.. features.Narrative.Signature.SelectMany(BitConverter.GetBytes)]);

        public ReferralFeatures ToFeatures()
        {
            var signature = Signature is null ? [] : Signature.Chunk(sizeof(uint)).Select(bytes => BitConverter.ToUInt32(bytes)).ToArray();
            return new ReferralFeatures(Persons ?? [], Identifiers ?? [], new NarrativeFeatures(signature, []), []);
        }
    }
}
