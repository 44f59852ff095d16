using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Referrals.Matching.MakeKeys;

/// <summary>64 bits of HMAC-SHA-256 of a text, so that the store holds no value that could be guessed back without the secret.</summary>
internal static class Token
{
    private const int MostOnStack = 512;

    public static long Of(string text, byte[] secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = size <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[size];
        HMACSHA256.HashData(secret, bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
