using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Referrals.Platform;

/// <summary>
/// Resource ids: a prefix, a hyphen and 26 characters of lower-case Crockford base32 over a UUIDv7,
/// so that ids sort by the time they were made and cannot be mistaken for one another when read aloud.
/// </summary>
public static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 26;
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>A new id, for example <c>ref-01jd8m3w5x0e7q2r9t4v6b8c1d</c>.</summary>
    public static string New(string prefix) => Format(prefix, Guid.CreateVersion7());

    /// <summary>The same id for the same words: what makes a retried step create one thing and not two.</summary>
    public static string From(string prefix, params ReadOnlySpan<string> words) => Format(prefix, GuidFrom(words));

    /// <summary>The same UUID (version 8, from SHA-256) for the same words.</summary>
    public static Guid GuidFrom(params ReadOnlySpan<string> words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', words!)));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Whether a text has the form of an id with this prefix.</summary>
    public static bool IsValid(string prefix, string? id)
    {
        if (id is null || id.Length != prefix.Length + 1 + Digits || !id.StartsWith(prefix, StringComparison.Ordinal) || id[prefix.Length] != '-')
            return false;
        return id.AsSpan(prefix.Length + 1).IndexOfAnyExcept(Characters) < 0;
    }

    private static string Format(string prefix, Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = new UInt128(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        Span<char> digits = stackalloc char[Digits];
        for (var i = Digits - 1; i >= 0; i--)
        {
            digits[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return $"{prefix}-{digits}";
    }
}
