using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>How telephone numbers of a country are written (libphonenumber's tables): its calling code, the prefix before national numbers, and their form.</summary>
internal sealed class NumberingPlan
{
    private const int LongestCallingCode = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly FrozenDictionary<string, NumberingPlan> ByCountry =
        TableFile.Lines("numbering-plans.txt").Select(line => new NumberingPlan(line.Split('\t'))).DistinctBy(plan => plan.country).ToFrozenDictionary(plan => plan.country);

    private static readonly FrozenDictionary<string, NumberingPlan[]> ByCallingCode =
        ByCountry.Values.GroupBy(plan => plan.CallingCode).ToFrozenDictionary(plans => plans.Key, plans => plans.ToArray());

    private readonly string country;
    private readonly string trunk;
    private readonly string transform;
    private readonly Lazy<Regex?> prefix;
    private readonly Lazy<Regex> national;
    private readonly int[] lengths;

    private NumberingPlan(string[] cells)
    {
        (country, CallingCode, trunk, transform) = (cells[0], cells[1], cells[2], cells[4]);
        prefix = new Lazy<Regex?>(() => cells[3].Length > 0 ? new Regex($"^(?:{cells[3]})", RegexOptions.CultureInvariant, Patience) : null);
        national = new Lazy<Regex>(() => new Regex($"^(?:{cells[5]})$", RegexOptions.CultureInvariant, Patience));
        lengths = [.. cells[6].Split(',').Select(length => int.Parse(length, CultureInfo.InvariantCulture))];
    }

    public string CallingCode { get; }

    public static NumberingPlan? Of(string country) => ByCountry.GetValueOrDefault(country);

    /// <summary>The calling code that international digits begin with; null when none does.</summary>
    public static string? CallingCodeOf(string digits)
    {
        for (var length = 1; length <= Math.Min(LongestCallingCode, digits.Length); length++)
        {
            if (ByCallingCode.ContainsKey(digits[..length]))
                return digits[..length];
        }

        return null;
    }

    /// <summary>International digits without a national prefix that was left in: <c>+44 (0)20 …</c>.</summary>
    public static string International(string digits)
    {
        if (CallingCodeOf(digits) is not { } code)
            return digits;
        var rest = digits[code.Length..];
        var plans = ByCallingCode[code];
        if (plans.Any(plan => plan.Fits(rest)))
            return digits;
        return plans.Select(plan => plan.Strip(rest)).FirstOrDefault(found => found is not null) is { } national ? code + national : digits;
    }

    /// <summary>The international digits of a national number, with or without the prefix; null if it is not one of this plan.</summary>
    public string? FromNational(string digits)
    {
        if (Strip(digits) is { } stripped)
            return CallingCode + stripped;
        if (Fits(digits))
            return CallingCode + digits;
        return digits.StartsWith(CallingCode, StringComparison.Ordinal) && Fits(digits[CallingCode.Length..]) ? digits : null;
    }

    private string? Strip(string digits)
    {
        if (trunk.Length > 0 && digits.StartsWith(trunk, StringComparison.Ordinal) && Fits(digits[trunk.Length..]))
            return digits[trunk.Length..];
        if (prefix.Value?.Match(digits) is not { Success: true } match || match.Length == 0)
            return null;
        var changed = transform.Length > 0 && match.Groups.Count > 1 && match.Groups[^1].Success ? match.Result(transform) : "";
        var rest = changed + digits[match.Length..];
        return Fits(rest) ? rest : null;
    }

    private bool Fits(string digits) => Array.IndexOf(lengths, digits.Length) >= 0 && national.Value.IsMatch(digits);
}
