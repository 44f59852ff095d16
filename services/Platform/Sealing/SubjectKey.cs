using System.Security.Cryptography;
using System.Text;

namespace Referrals.Platform.Sealing;

/// <summary>
/// What the content of one subject (a referral, a country case) is sealed under: one secret at random, from which the key, the
/// salts of commitments and keyed digests follow. With the secret all of them are gone.
/// </summary>
public sealed class SubjectKey
{
    /// <summary>Length of the secret.</summary>
    public const int Bytes = 32;

    private const int LongestOnStack = 512;
    private readonly string subject;
    private readonly byte[] secret;
    private readonly Lazy<byte[]> sealing;
    private readonly Lazy<byte[]> seed;
    private readonly Lazy<byte[]> digest;

    internal SubjectKey(string subject, byte[] secret)
    {
        (this.subject, this.secret) = (subject, secret);
        sealing = new(() => Derive("seal"), LazyThreadSafetyMode.PublicationOnly);
        seed = new(() => Derive("salts"), LazyThreadSafetyMode.PublicationOnly);
        digest = new(() => Derive("digest"), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Seals a value as this field of the subject; it opens as no other.</summary>
    public byte[] Seal(string field, ReadOnlySpan<byte> value) => SealedBox.Seal(sealing.Value, value, SealedAs(field));

    /// <summary>What was sealed as this field.</summary>
    /// <exception cref="CryptographicException">It was sealed otherwise, or changed.</exception>
    public byte[] Open(string field, ReadOnlySpan<byte> box) => SealedBox.Open(sealing.Value, box, SealedAs(field));

    /// <summary>Seals a text.</summary>
    public byte[] SealText(string field, string text) => Seal(field, Encoding.UTF8.GetBytes(text));

    /// <summary>The text that was sealed as this field.</summary>
    public string OpenText(string field, ReadOnlySpan<byte> box) => Encoding.UTF8.GetString(Open(field, box));

    /// <summary>The salt of the commitment to a field: without it nobody can tell whether a guess of the value is right.</summary>
    public byte[] Salt(string field) => HMACSHA256.HashData(seed.Value, Encoding.UTF8.GetBytes(field));

    /// <summary>A keyed hash, hexadecimal: equal values are known to be equal while the secret is there.</summary>
    public string Digest(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(digest.Value, value, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>A keyed hash of a text.</summary>
    public string Digest(string value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> bytes = size <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[size];
        return Digest(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    /// <summary>A key of 32 bytes for another use.</summary>
    public byte[] Derive(string use) => HKDF.Expand(HashAlgorithmName.SHA256, secret, Bytes, Encoding.UTF8.GetBytes($"referrals 1 {use}"));

    internal ReadOnlySpan<byte> Secret => secret;

    private byte[] SealedAs(string field) => Encoding.UTF8.GetBytes($"{subject}\0{field}\0001");
}
