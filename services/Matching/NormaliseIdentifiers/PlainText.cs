using System.Globalization;
using System.Text;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Text without what the eye does not see or takes for the same.</summary>
internal static class PlainText
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';
    private const int FullWidthOffset = 0xFEE0;

    /// <summary>
    /// Trimmed; full-width forms and foreign digits as ASCII, no format or control characters, runs of white space as one space.
    /// Written out because Unicode's own compatibility forms need ICU, which the exchange runs without.
    /// </summary>
    public static string Clean(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            var plain = character is >= FirstFullWidth and <= LastFullWidth ? (char)(character - FullWidthOffset) : character;
            if (char.IsWhiteSpace(plain))
            {
                if (text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
            }
            else if (CharUnicodeInfo.GetDecimalDigitValue(plain) is >= 0 and var digit)
            {
                text.Append((char)('0' + digit));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(plain) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                text.Append(plain);
            }
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>So many characters of its beginning at most.</summary>
    public static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    /// <summary>Letters and digits only, lower case: for names that people write with and without spaces and hyphens.</summary>
    public static string Condense(string value) => string.Concat(Clean(value).Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
