using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Referrals.Matching.MakeKeys;

/// <summary>64 bits of HMAC-SHA-256 of a text, so that the store holds no value that could be guessed back without the secret.</summary>
internal static class Token
{
    private const int MostOnStack = 512;

    // One call on a hash that holds the key takes a third of what one with the key takes; a process has one secret.
    [ThreadStatic]
    private static (byte[] Secret, HMACSHA256 Hash)? keyed;

    public static long Of(string text, byte[] secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = size <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[size];
        Keyed(secret).TryComputeHash(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash, out _);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static HMACSHA256 Keyed(byte[] secret)
    {
        if (keyed is { } known && ReferenceEquals(known.Secret, secret))
            return known.Hash;
        keyed?.Hash.Dispose();
        keyed = (secret, new HMACSHA256(secret));
        return keyed.Value.Hash;
    }
}
