using System.Collections.Frozen;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// How telephone numbers of a country are written (ITU-T E.164 and the national plans): its calling code, the prefix before
/// national numbers, and how many digits follow.
/// </summary>
internal sealed record NumberingPlan(string CallingCode, string Trunk, int Shortest, int Longest)
{
    private const int LongestCallingCode = 3;

    private static readonly FrozenDictionary<string, NumberingPlan> ByCountry = new Dictionary<string, NumberingPlan>
    {
        ["AE"] = new("971", "0", 8, 9),
        ["AR"] = new("54", "0", 10, 11),
        ["AT"] = new("43", "0", 7, 13),
        ["AU"] = new("61", "0", 9, 9),
        ["BD"] = new("880", "0", 8, 10),
        ["BE"] = new("32", "0", 8, 9),
        ["BR"] = new("55", "0", 10, 11),
        ["CA"] = new("1", "1", 10, 10),
        ["CH"] = new("41", "0", 9, 9),
        ["CL"] = new("56", "", 9, 9),
        ["CN"] = new("86", "0", 10, 11),
        ["CO"] = new("57", "", 10, 10),
        ["CZ"] = new("420", "", 9, 9),
        ["DE"] = new("49", "0", 7, 11),
        ["DK"] = new("45", "", 8, 8),
        ["EG"] = new("20", "0", 9, 10),
        ["ES"] = new("34", "", 9, 9),
        ["FI"] = new("358", "0", 6, 11),
        ["FR"] = new("33", "0", 9, 9),
        ["GB"] = new("44", "0", 9, 10),
        ["GR"] = new("30", "", 10, 10),
        ["HK"] = new("852", "", 8, 8),
        ["ID"] = new("62", "0", 8, 12),
        ["IE"] = new("353", "0", 7, 9),
        ["IL"] = new("972", "0", 8, 9),
        ["IN"] = new("91", "0", 10, 10),
        ["IT"] = new("39", "", 8, 11),
        ["JP"] = new("81", "0", 9, 10),
        ["KE"] = new("254", "0", 9, 9),
        ["KH"] = new("855", "0", 8, 9),
        ["KR"] = new("82", "0", 8, 10),
        ["LA"] = new("856", "0", 8, 10),
        ["LK"] = new("94", "0", 9, 9),
        ["MM"] = new("95", "0", 7, 10),
        ["MX"] = new("52", "", 10, 10),
        ["MY"] = new("60", "0", 8, 10),
        ["NG"] = new("234", "0", 8, 10),
        ["NL"] = new("31", "0", 9, 9),
        ["NO"] = new("47", "", 8, 8),
        ["NP"] = new("977", "0", 8, 10),
        ["NZ"] = new("64", "0", 8, 10),
        ["PH"] = new("63", "0", 8, 10),
        ["PK"] = new("92", "0", 9, 10),
        ["PL"] = new("48", "", 9, 9),
        ["PT"] = new("351", "", 9, 9),
        ["RO"] = new("40", "0", 9, 9),
        ["RU"] = new("7", "8", 10, 10),
        ["SA"] = new("966", "0", 8, 9),
        ["SE"] = new("46", "0", 7, 9),
        ["SG"] = new("65", "", 8, 8),
        ["TH"] = new("66", "0", 8, 9),
        ["TR"] = new("90", "0", 10, 10),
        ["TW"] = new("886", "0", 8, 9),
        ["UA"] = new("380", "0", 9, 9),
        ["US"] = new("1", "1", 10, 10),
        ["VN"] = new("84", "0", 9, 10),
        ["ZA"] = new("27", "0", 9, 9),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, NumberingPlan> ByCallingCode =
        ByCountry.Values.DistinctBy(plan => plan.CallingCode).ToFrozenDictionary(plan => plan.CallingCode);

    public static NumberingPlan? Of(string country) => ByCountry.GetValueOrDefault(country);

    /// <summary>The plan of an international number; null where this table has none.</summary>
    public static NumberingPlan? OfInternational(string digits)
    {
        for (var length = Math.Min(LongestCallingCode, digits.Length); length > 0; length--)
        {
            if (ByCallingCode.TryGetValue(digits[..length], out var plan))
                return plan;
        }

        return null;
    }

    /// <summary>The international digits of a national number, with or without the prefix; null if it is not one of this plan.</summary>
    public string? FromNational(string digits)
    {
        if (Trunk.Length > 0 && digits.StartsWith(Trunk, StringComparison.Ordinal) && Fits(digits.Length - Trunk.Length))
            return CallingCode + digits[Trunk.Length..];
        if (digits[0] != '0' && Fits(digits.Length))
            return CallingCode + digits;
        return digits.StartsWith(CallingCode, StringComparison.Ordinal) && Fits(digits.Length - CallingCode.Length) ? digits : null;
    }

    private bool Fits(int length) => length >= Shortest && length <= Longest;
}
