using Referrals.Platform;

namespace Referrals.Triage;

/// <summary>Names of country cases, <c>cases/{case id}/countries/{CC}</c>.</summary>
internal static class CountryCaseNames
{
    /// <summary>The country of what names none.</summary>
    public const string NoCountry = "ZZ";

    private const string Cases = "cases/";
    private const string Countries = "/countries/";
    private const int CountryLength = 2;

    public static string Of(string caseId, string country) => $"{Cases}{caseId}{Countries}{country}";

    public static bool IsValid(string name)
    {
        if (!name.StartsWith(Cases, StringComparison.Ordinal))
            return false;
        var slash = name.IndexOf(Countries, StringComparison.Ordinal);
        return slash > 0
            && Ids.IsValid("case", name[Cases.Length..slash])
            && name.Length == slash + Countries.Length + CountryLength
            && name[^CountryLength..].All(char.IsAsciiLetterUpper);
    }

    public static string CountryOf(string name) => name[^CountryLength..];
}
