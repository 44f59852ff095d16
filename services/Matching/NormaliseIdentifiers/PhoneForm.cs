using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// Telephone numbers as E.164. A national number is read as one of the referral's countries, if exactly one reading is
/// possible: a guess between countries would link strangers. The weaker form is the end of the number.
/// </summary>
internal static class PhoneForm
{
    private const int ShortestNumber = 7;
    private const int LongestNumber = 15;
    private const int WeakerDigits = 9;

    public static NormalisedIdentifier? Normalise(string value, IReadOnlyCollection<string> countries)
    {
        var text = PlainText.Clean(value).ToLowerInvariant();
        if (text.StartsWith("tel:", StringComparison.Ordinal))
            text = text["tel:".Length..].TrimStart();
        text = WithoutExtension(text);
        if (text.Any(character => !char.IsAsciiDigit(character) && !" +-().\u2010\u2011\u2012\u2013/".Contains(character, StringComparison.Ordinal)))
            return null;

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var number = text.StartsWith('+') ? NumberingPlan.International(digits)
            : digits.StartsWith("00", StringComparison.Ordinal) ? NumberingPlan.International(digits[2..])
            : National(digits, countries);
        if (number is not null)
            return number.Length is < ShortestNumber or > LongestNumber || IsFiller(number) ? null : Of(number, partial: false);
        var end = digits.TrimStart('0');
        return end.Length is < ShortestNumber or > LongestNumber || Placeholders.HasNumber(end) || text.StartsWith('+') ? null : Of(end, partial: true);
    }

    private static NormalisedIdentifier Of(string number, bool partial) => new(IdentifierType.Phone, partial ? $"~{number}" : $"+{number}", number)
    {
        Weaker = number.Length > WeakerDigits ? number[^WeakerDigits..] : number,
        IsPartial = partial,
    };

    private static string? National(string digits, IReadOnlyCollection<string> countries)
    {
        if (digits.Length == 0)
            return null;
        var readings = countries.Select(country => NumberingPlan.Of(country)?.FromNational(digits)).OfType<string>().Distinct().Take(2).ToList();
        return readings.Count == 1 ? readings[0] : null;
    }

    private static bool IsFiller(string number) =>
        Placeholders.HasNumber(number) || Placeholders.HasNumber(number[(NumberingPlan.CallingCodeOf(number)?.Length ?? 0)..]);

    private static string WithoutExtension(string text)
    {
        var end = text.IndexOfAny(['x', ';', ',', '#', 'e']);
        return end > 0 ? text[..end].TrimEnd() : text;
    }
}
