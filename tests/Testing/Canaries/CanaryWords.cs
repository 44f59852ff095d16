using System.Security.Cryptography;
using System.Text;

namespace Referrals.Testing.Canaries;

/// <summary>
/// Words that are in content and nowhere else, and every form in which one might be left behind: as text of either case, as UTF-16, in
/// base64 at each of its three offsets, in hexadecimal, with JSON's and percent's escapes.
/// </summary>
public static class CanaryWords
{
    /// <summary>What every planted word begins with.</summary>
    public const string Mark = "zyqcanary";

    /// <summary>The same with a letter that JSON may escape.</summary>
    public const string EscapedMark = "zyqcañary";

    /// <summary>Values of a form that has no room for the mark.</summary>
    public static IReadOnlyList<string> Formed { get; } =
    [
        "+63 900 917 3355", "639009173355", "203.0.113.177", "2001:db8:77aa:55cc::9f", "1911-03-29",
        Convert.ToHexStringLower(SHA256.HashData("zyq canary"u8)), Convert.ToHexStringLower(MD5Of("zyq canary")),
    ];

    /// <summary>A word of its own.</summary>
    public static string Word(string suffix) => Mark + suffix;

    /// <summary>Every form of every word.</summary>
    public static IReadOnlyList<(string Word, byte[] Form)> Forms() => [.. Formed.Append(Mark).Append(EscapedMark).SelectMany(word => FormsOf(word).Select(form => (word, form)))];

    private static IEnumerable<byte[]> FormsOf(string word)
    {
        foreach (var text in new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..] }.Distinct())
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            yield return bytes;
            yield return Encoding.Unicode.GetBytes(text);
            yield return Encoding.BigEndianUnicode.GetBytes(text);
            yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
            yield return Encoding.ASCII.GetBytes(Convert.ToHexString(bytes));
            for (var offset = 0; offset < 3; offset++)
                yield return Encoding.ASCII.GetBytes(Base64Inside(bytes, offset));
            if (text.Any(c => c > '~'))
            {
                yield return Encoding.ASCII.GetBytes(string.Concat(text.Select(c => c > '~' ? $"\\u{(int)c:x4}" : $"{c}")));
                yield return Encoding.ASCII.GetBytes(string.Concat(text.Select(c => c > '~' ? $"\\u{(int)c:X4}" : $"{c}")));
            }

            if (Uri.EscapeDataString(text) != text)
                yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(text));
        }
    }

    /// <summary>The base64 digits that are the same whatever stands around the bytes, which begin at this offset of three.</summary>
    private static string Base64Inside(byte[] bytes, int offset)
    {
        var digits = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
        var whole = (offset + bytes.Length) * 8 / 6;
        return digits[..whole][(offset == 0 ? 0 : offset + 1)..];
    }

#pragma warning disable CA5351 // A hash that senders use, not one that protects anything.
    private static byte[] MD5Of(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
}
