using System.Buffers;

namespace Referrals.TransparencyLog.Notes;

/// <summary>Base64 (RFC 4648, section 4) in its one canonical form: with padding, without white space, with unused bits zero.</summary>
internal static class Base64
{
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (text.Length % 4 != 0 || text.Length / 4 * 3 > bytes.Length + 2 || !Convert.TryFromBase64Chars(text, bytes, out length))
            return false;

        // The framework's decoder takes white space and stray bits; a second spelling of the same bytes would be a way to alter a note unseen.
        var again = ArrayPool<char>.Shared.Rent(text.Length + 4);
        try
        {
            return Convert.TryToBase64Chars(bytes[..length], again, out var written) && again.AsSpan(0, written).SequenceEqual(text);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(again);
        }
    }

    /// <summary>A hash of 32 bytes; null for anything else.</summary>
    public static byte[]? DecodeHash(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[48];
        return text.Length == 44 && TryDecode(text, hash, out var length) && length == Tree.MerkleHash.Length ? hash[..length].ToArray() : null;
    }

    /// <summary>A decimal number without leading zeroes, at most that of a signed 64-bit integer.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 19 || (text[0] == '0' && text.Length > 1))
            return false;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit) || value > (long.MaxValue - (digit - '0')) / 10)
                return false;
            value = value * 10 + (digit - '0');
        }

        return true;
    }
}
