namespace Referrals.Matching.NormaliseText;

/// <summary>
/// Undoes the disguise of a Latin word by Cyrillic or Greek letters that look the same. Only words that mix scripts are
/// touched: a word in one script means what it says.
/// </summary>
public static class LookAlikes
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

    private static bool IsForeign(char character) => character is >= '\u0370' and <= '\u052f';

    private static char Plainly(char character) => Disguised.IndexOf(character, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : character;
}
