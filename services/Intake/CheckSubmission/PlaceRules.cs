using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>Countries and regions.</summary>
public static class PlaceRules
{
    private const int MostCountries = 250;

    /// <summary>The countries concerned: known, each once; and a region that lies in one of them.</summary>
    public static void Countries(Violations violations, IReadOnlyList<string> countries, string region, string path, bool regionNeedsCountry)
    {
        var seen = new HashSet<string>();
        var looksAt = SubmissionRules.AtMost(violations, countries.Count, MostCountries, $"{path}.countries") ? countries.Count : 0;
        for (var i = 0; i < looksAt; i++)
        {
            var name = $"{path}.countries[{i}]";
            if (violations.Require(CountryCodes.IsKnown(countries[i]), name, "must be an ISO 3166-1 alpha-2 code in upper case", "UNKNOWN_VALUE"))
                violations.Require(seen.Add(countries[i]), name, "must be given once", "DUPLICATE");
        }

        if (region.Length == 0 || !violations.Require(IsRegion(region), $"{path}.region", "must be an ISO 3166-2 code such as PH-07", "MALFORMED"))
            return;
        if (regionNeedsCountry || countries.Count > 0)
            violations.Require(countries.Contains(region[..2]), $"{path}.region", "must lie in one of the countries", "NOT_ALLOWED");
    }

    /// <summary>A country that may be left out.</summary>
    public static void Country(Violations violations, string country, string path) =>
        violations.Require(country.Length == 0 || CountryCodes.IsKnown(country), path, "must be an ISO 3166-1 alpha-2 code in upper case", "UNKNOWN_VALUE");

    private static bool IsRegion(string region) =>
        region.Length is >= 4 and <= 6 && region[2] == '-' && CountryCodes.IsKnown(region[..2])
        && region.AsSpan(3).IndexOfAnyExceptInRange('0', 'Z') < 0 && region.AsSpan(3).IndexOfAnyInRange(':', '@') < 0;
}
