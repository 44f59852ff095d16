using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// Telephone numbers as E.164. A national number is read as one of the referral's countries, if exactly one reading is
/// possible: a guess between countries would link strangers.
/// </summary>
internal static class PhoneForm
{
    private const int ShortestNumber = 7;
    private const int LongestNumber = 15;

    public static NormalisedIdentifier? Normalise(string value, IReadOnlyCollection<string> countries)
    {
        var text = PlainText.Clean(value).ToLowerInvariant();
        if (text.StartsWith("tel:", StringComparison.Ordinal))
            text = text["tel:".Length..].TrimStart();
        text = WithoutExtension(text);
        if (text.Any(character => !char.IsAsciiDigit(character) && !" +-().\u2010\u2011\u2012\u2013/".Contains(character, StringComparison.Ordinal)))
            return null;

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var number = text.StartsWith('+') ? International(digits)
            : digits.StartsWith("00", StringComparison.Ordinal) ? International(digits[2..])
            : National(digits, countries);
        return number is null || number.Length is < ShortestNumber or > LongestNumber || IsFiller(number)
            ? null
            : new NormalisedIdentifier(IdentifierType.Phone, $"+{number}", number);
    }

    /// <summary>Without the national prefix that is often left in: <c>+44 (0)20 …</c>.</summary>
    private static string International(string digits)
    {
        var plan = NumberingPlan.OfInternational(digits);
        if (plan is null || plan.Trunk != "0")
            return digits;
        var national = digits[plan.CallingCode.Length..];
        return national.StartsWith('0') ? plan.CallingCode + national[1..] : digits;
    }

    private static string? National(string digits, IReadOnlyCollection<string> countries)
    {
        if (digits.Length == 0)
            return null;
        var readings = countries.Select(country => NumberingPlan.Of(country)?.FromNational(digits)).OfType<string>().Distinct().Take(2).ToList();
        return readings.Count == 1 ? readings[0] : null;
    }

    private static bool IsFiller(string number)
    {
        var plan = NumberingPlan.OfInternational(number);
        return Placeholders.HasNumber(number) || Placeholders.HasNumber(plan is null ? number : number[plan.CallingCode.Length..]);
    }

    private static string WithoutExtension(string text)
    {
        var end = text.IndexOfAny(['x', ';', ',', '#', 'e']);
        return end > 0 ? text[..end].TrimEnd() : text;
    }
}
