using System.Globalization;
using System.Text.RegularExpressions;
using Referrals.Matching.NormaliseIdentifiers;

namespace Referrals.Matching.NormaliseDates;

/// <summary>
/// Reads dates in their written forms: ISO 8601, day or month first, months in words, two-digit years, a year alone. What can
/// be read in two ways gives both. Never throws; what is no date gives nothing.
/// </summary>
public static partial class DateReader
{
    /// <summary>Why a date is set aside that is of no calendar: 31 February.</summary>
    public const string Impossible = "IMPOSSIBLE_DATE";

    private const int Longest = 40;

    // Two-digit years of birth: those up to here are of this century.
    private const int LastYearOfThisCentury = 30;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> OtherMonths = new()
    {
        ["ene"] = 1,
        ["abr"] = 4,
        ["ago"] = 8,
        ["dic"] = 12,
        ["fev"] = 2,
        ["avr"] = 4,
        ["mai"] = 5,
        ["juin"] = 6,
        ["juil"] = 7,
        ["aou"] = 8,
        ["mrz"] = 3,
        ["okt"] = 10,
        ["dez"] = 12,
        ["mae"] = 3,
        ["set"] = 9,
        ["out"] = 10,
        ["mei"] = 5,
        ["hun"] = 6,
        ["hul"] = 7,
        ["nob"] = 11,
        ["dis"] = 12,
        ["peb"] = 2,
        ["enr"] = 1,
    };

    /// <summary>The readings, the likelier first; empty when it is none.</summary>
    public static IReadOnlyList<DateForm> Read(string text)
    {
        if (text.Length is 0 or > Longest)
            return [];
        var parts = Part().Matches(PlainText.Clean(text).ToLowerInvariant()).Select(match => match.Value).Take(8).ToList();
        var numbers = parts.Where(part => char.IsAsciiDigit(part[0])).ToList();
        var month = parts.Select(MonthOf).FirstOrDefault(found => found > 0);
        if (month > 0)
            return WithMonthInWords(numbers, month);
        return numbers switch
        {
            [{ Length: 8 } digits, ..] when numbers.Count == 1 || digits[0] is '1' or '2' => Compact(digits),
            [{ Length: 4 } year] => [DateForm.Of(Number(year), 0, 0)],
            [{ Length: 4 } year, var second] => [DateForm.Of(Number(year), Number(second), 0)],
            [var second, { Length: 4 } year] => [DateForm.Of(Number(year), Number(second), 0)],
            [{ Length: 4 } year, var second, var third, ..] => [DateForm.Of(Number(year), Number(second), Number(third))],
            [var first, var second, { Length: 2 or 4 } year, ..] => DayAndMonth(Number(first), Number(second), YearOf(year)),
            _ => [],
        };
    }

    /// <summary>Why a text is no date that can be; empty where it is one, or says nothing.</summary>
    public static string FaultOf(string text)
    {
        var readings = Read(text);
        if (readings.Count == 0)
            return text.Length == 0 ? "" : Placeholders.Has(text) ? IdentifierReading.Placeholder : IdentifierReading.Malformed;
        return readings.Any(reading => reading.IsPossible) ? "" : Impossible;
    }

    private static IReadOnlyList<DateForm> WithMonthInWords(List<string> numbers, int month) => numbers switch
    {
        [{ Length: 4 } year] => [DateForm.Of(Number(year), month, 0)],
        [{ Length: 4 } year, var day, ..] => [DateForm.Of(Number(year), month, Number(day))],
        [var day, { Length: 2 or 4 } year, ..] => [DateForm.Of(YearOf(year), month, Number(day))],
        _ => [],
    };

    private static IReadOnlyList<DateForm> Compact(string digits) =>
        digits[0] is '1' or '2' && Number(digits[4..6]) <= 12
            ? [DateForm.Of(Number(digits[..4]), Number(digits[4..6]), Number(digits[6..]))]
            : DayAndMonth(Number(digits[..2]), Number(digits[2..4]), Number(digits[4..]));

    private static IReadOnlyList<DateForm> DayAndMonth(int first, int second, int year)
    {
        var american = DateForm.Of(year, first, second);
        var european = DateForm.Of(year, second, first);
        return (american.IsWhole, european.IsWhole) switch
        {
            (true, true) when first != second => [american, european],
            (false, true) => [european],
            _ => [american],
        };
    }

    private static int MonthOf(string word)
    {
        if (word.Length < 3 || !char.IsAsciiLetter(word[0]))
            return 0;
        var index = Array.IndexOf(Months, word[..3]);
        return index >= 0 ? index + 1 : OtherMonths.GetValueOrDefault(word.Length >= 4 ? word[..4] : word, OtherMonths.GetValueOrDefault(word[..3]));
    }

    private static int YearOf(string digits) => digits.Length == 4 ? Number(digits) : Number(digits) + (Number(digits) <= LastYearOfThisCentury ? 2000 : 1900);

    private static int Number(string digits) => digits.Length <= 8 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("[0-9]+|[a-z]{3,}")]
    private static partial Regex Part();
}
