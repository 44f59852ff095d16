using System.Collections.Frozen;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>What forms are filled with when nothing is known.</summary>
internal static class Placeholders
{
    private const int ShortestRun = 3;

    private static readonly FrozenSet<string> Words = new[]
    {
        "", "na", "nil", "nan", "none", "null", "unknown", "unk", "undefined", "unspecified", "notavailable", "notapplicable", "notknown",
        "notprovided", "notspecified", "notstated", "notgiven", "noname", "noemail", "nomail", "noreply", "nophone", "nonumber", "nouser",
        "anonymous", "anon", "deleted", "deleteduser", "removed", "redacted", "withheld", "hidden", "private", "blank", "empty", "tbd", "tba", "test",
        "user", "username", "email", "phone", "default", "guest", "desconocido", "inconnu", "hindialam", "wala",
    }.ToFrozenSet();

    /// <summary>Whether a value says nothing: a filler word, or one character over and over.</summary>
    public static bool Has(string value)
    {
        var condensed = PlainText.Condense(value);
        return Words.Contains(condensed) || (condensed.Length >= ShortestRun && condensed.All(character => character == condensed[0]));
    }

    /// <summary>Whether a number is filler: one digit over and over, or the digits in a row.</summary>
    public static bool HasNumber(string digits) =>
        digits.Length == 0 || digits.All(digit => digit == digits[0]) || "01234567890123456789".Contains(digits, StringComparison.Ordinal);
}
