using System.Text.RegularExpressions;

namespace Referrals.Matching.NormaliseText;

/// <summary>
/// Undoes the disguise of a Latin word by Cyrillic or Greek letters that look the same. Only words that mix scripts are
/// touched: a word in one script means what it says.
/// </summary>
public static partial class LookAlikes
{
    private const string Disguised = "аеорсухіјѕһԁԛԝгкмнтвАЕОРСУХІЈЅКМНТВοαρυνικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private const string Plain = "aeopcyxijshdqwrkmhtbAEOPCYXIJSKMHTBoapuviktABEZHIKMNOPTYX";

    /// <summary>The text with mixed words in Latin letters.</summary>
    public static string Resolve(string text)
    {
        if (!text.Any(IsForeign) || !text.Any(char.IsAsciiLetter))
            return text;
        return string.Join(' ', text.Split(' ').Select(word => word.Any(char.IsAsciiLetter) ? string.Concat(word.Select(Plainly)) : word));
    }

    /// <summary>
    /// The same for what is given out by its letters, an account or an address: words end at any other character, and one that has foreign letters besides is
    /// no Latin word in disguise.
    /// </summary>
    public static string ResolveLatin(string text) =>
        text.Any(IsForeign) && text.Any(char.IsAsciiLetter) ? Word().Replace(text, word => word.Value.Any(char.IsAsciiLetter) ? Latin(word.Value) : word.Value) : text;

    private static string Latin(string word)
    {
        var plain = string.Concat(word.Select(Plainly));
        return plain.Any(IsForeign) ? word : plain;
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    private static bool IsForeign(char character) => character is >= '\u0370' and <= '\u052f';

    private static char Plainly(char character) => Disguised.IndexOf(character, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : character;
}
