using System.Globalization;
using System.Text;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>Alters an input: bits and bytes, and what its grammar is made of, lines, numbers, names and base64.</summary>
internal static class Mutation
{
    private static readonly string[] Tokens =
    [
        "\n", "\n\n", "+", " ", "\u2014 ", "-1", "0", "00", "18446744073709551616", "9223372036854775807", "1e9", "\"", "\\u0000", "\\ud800", "{", "}", "[", "]", "[[[[[[[[", ",", ":null",
        "\"index\":1", "\"vkeys\":[]", "tile/", "x000/", ".p/255", ".p/0", "=", "==", "A", "\u00a0", "\ufeff", "\r\n", "\0",
    ];

    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var left = random.Next(1, 4); left > 0; left--)
            Once(bytes, random);
        return [.. bytes];
    }

    private static void Once(List<byte> bytes, Random random)
    {
        if (bytes.Count == 0)
            bytes.Add((byte)random.Next(256));
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 1 << random.Next(1, 9)), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                break;
            case 7:
                Number(bytes, at, random);
                break;
            case 8:
                var from = random.Next(bytes.Count);
                var moved = bytes.GetRange(from, Math.Min(length, bytes.Count - from));
                bytes.InsertRange(at, moved);
                break;
            default:
                bytes.Reverse(at, length);
                break;
        }
    }

    private static void Number(List<byte> bytes, int at, Random random)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at]))
            at++;
        var end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
            end++;
        bytes.RemoveRange(at, end - at);
        var number = random.Next(4) switch { 0 => random.NextInt64(), 1 => -random.NextInt64(), 2 => random.Next(300), _ => long.MaxValue };
        bytes.InsertRange(at, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
    }
}
