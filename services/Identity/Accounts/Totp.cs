using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Referrals.Identity.Accounts;

/// <summary>Codes of an authenticator: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which every authenticator knows.</summary>
public static class Totp
{
    /// <summary>Length of a key.</summary>
    public const int KeyBytes = 20;

    private const int Digits = 6;
    private const int Modulus = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The step that a time is in.</summary>
    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>What an authenticator with this key shows during a step.</summary>
    public static string CodeOf(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What authenticators compute; HMAC does not rest on SHA-1's resistance to collisions.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        return (number % Modulus).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    /// <summary>
    /// The step whose code this is: now's or one beside it, since clocks differ, and none up to the last that was taken, so that a
    /// code is good once. Null for no such code.
    /// </summary>
    public static long? Match(ReadOnlySpan<byte> key, string code, DateTimeOffset now, long lastStep)
    {
        long? matched = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeOf(key, step)), System.Text.Encoding.UTF8.GetBytes(code)) && step > lastStep)
                matched = step;
        }

        return matched;
    }

    /// <summary>A key as people type it: base32 in groups of four.</summary>
    public static string Write(ReadOnlySpan<byte> key)
    {
        var text = new System.Text.StringBuilder();
        for (var bit = 0; bit < key.Length * 8; bit += 5)
        {
            var pair = (key[bit / 8] << 8) | (bit / 8 + 1 < key.Length ? key[bit / 8 + 1] : 0);
            if (bit > 0 && bit % 20 == 0)
                text.Append(' ');
            text.Append(Base32[(pair >> (11 - (bit % 8))) & 31]);
        }

        return text.ToString();
    }

    /// <summary>The address by which an authenticator takes a key over.</summary>
    public static string AddressOf(string issuer, string account, ReadOnlySpan<byte> key) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Write(key).Replace(" ", "", StringComparison.Ordinal)}&issuer={Uri.EscapeDataString(issuer)}";
}
