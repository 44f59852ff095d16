using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Referrals.Platform.Commands;

namespace Referrals.Identity.SetFactors;

/// <summary>
/// What a password must be: long, and nothing that everybody tries. No kinds of characters are asked for, nothing is cut off and
/// nothing ends by itself (OWASP ASVS 5.0, 6.2).
/// </summary>
public static class PasswordRules
{
    /// <summary>Least length, in characters.</summary>
    public const int Shortest = 15;

    /// <summary>Greatest length: none that a person types, and no work for whoever sends more.</summary>
    public const int Longest = 128;

    /// <summary>Greatest length of what is tried as one, in UTF-16 code units: a character may be made of many.</summary>
    public const int LongestAttempt = 1024;

    private const int ShortestWord = 4;
    private const int LongestWord = 16;
    private const int DigitsOfHash = 10;
    private const string Field = "password";

    // What must be left of it that nobody guesses at once.
    private const int LeastOfItsOwn = 6;
    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p"];
    private static readonly Lazy<HashSet<string>> Commonest = new(ReadCommonest);

    /// <summary>Adds a violation for each rule that a password breaks.</summary>
    /// <param name="password">The password.</param>
    /// <param name="known">Words that belong to whose it is: name, agency.</param>
    /// <param name="violations">Where to.</param>
    public static void Check(string password, IEnumerable<string> known, Violations violations)
    {
        var length = new StringInfo(password).LengthInTextElements;
        if (violations.Require(length >= Shortest, Field, $"must have at least {Shortest} characters", "TOO_SHORT")
            && violations.Require(length <= Longest && password.Length <= LongestAttempt, Field, $"must have at most {Longest} characters", "TOO_LONG"))
            violations.Require(!IsCommon(password, known), Field, "is made of what everybody tries first; choose other words", "TOO_COMMON");
    }

    /// <summary>Whether too little is left of it without common passwords, rows of keys, repetitions and the person's own names.</summary>
    public static bool IsCommon(string password, IEnumerable<string> known)
    {
        var rest = password.ToLowerInvariant();
        foreach (var word in known.Where(word => word.Length >= ShortestWord))
            rest = rest.Replace(word.ToLowerInvariant(), "", StringComparison.Ordinal);
        var own = new StringBuilder();
        for (var at = 0; at < rest.Length;)
        {
            var length = CommonAt(rest.AsSpan(at));
            if (length == 0)
                own.Append(rest[at]);
            at += Math.Max(1, length);
        }

        return own.ToString().Distinct().Count() < LeastOfItsOwn;
    }

    /// <summary>How many characters from here are something common; 0 for none.</summary>
    private static int CommonAt(ReadOnlySpan<char> text)
    {
        var same = 1;
        while (same < text.Length && text[same] == text[0])
            same++;
        var longest = same >= ShortestWord ? same : 0;
        for (var length = Math.Min(LongestWord, text.Length); length >= ShortestWord && length > longest; length--)
        {
            if (IsRow(text[..length]) || Commonest.Value.Contains(HashOf(text[..length])))
                longest = length;
        }

        return longest;
    }

    private static bool IsRow(ReadOnlySpan<char> text)
    {
        foreach (var row in Rows)
        {
            if (row.AsSpan().Contains(text, StringComparison.Ordinal) || new string([.. row.Reverse()]).AsSpan().Contains(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string HashOf(ReadOnlySpan<char> text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..DigitsOfHash];

    private static HashSet<string> ReadCommonest()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("commonest-passwords.txt")!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length == DigitsOfHash)];
    }
}
