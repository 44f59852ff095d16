using System.Text.RegularExpressions;

namespace Referrals.Routing.LoadPolicy;

/// <summary>How ids and codes in a policy look.</summary>
internal static partial class PolicyForms
{
    public const string CountryRule = "an ISO 3166-1 alpha-2 code in capitals, or ZZ";
    public const string RegionRule = "an ISO 3166-2 code in capitals";
    public const string IdRule = "1 to 64 characters of a-z 0-9 -";

    public static bool IsCountry(string text) => Country().IsMatch(text);

    public static bool IsRegion(string text) => Region().IsMatch(text);

    public static bool IsId(string text) => Id().IsMatch(text);

    public static bool IsVersion(string text) => Version().IsMatch(text);

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Country();

    [GeneratedRegex("^[A-Z]{2}-[A-Z0-9]{1,3}$")]
    private static partial Regex Region();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex Version();
}
