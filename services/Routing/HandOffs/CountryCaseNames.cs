using Referrals.Contracts;

namespace Referrals.Routing.HandOffs;

/// <summary>Names of country cases, <c>cases/…/countries/PH</c>.</summary>
internal static class CountryCaseNames
{
    /// <summary>The country of what names none: the general desk's.</summary>
    public const string NoCountry = "ZZ";

    public static string Of(string caseId, string country) => $"cases/{caseId}/countries/{country}";

    /// <summary>The case and the country that a name is made of.</summary>
    public static (string CaseId, string Country) Parts(string countryCase) =>
        countryCase.Split('/') is ["cases", var caseId, "countries", var country]
            ? (caseId, country)
            : throw new ArgumentException("a country case is named cases/…/countries/CC", nameof(countryCase));

    /// <summary>The country cases of its case that a referral belongs in: what a team added in the one of the country it was born in, whether or not that case has ended in this one.</summary>
    public static IReadOnlyList<string> For(string caseId, ReferralMetadata referral)
    {
        if (referral.BornIn is { Length: > 0 } bornIn)
            return [Of(caseId, Parts(bornIn).Country)];
        IReadOnlyList<string> countries = referral.Countries.Count > 0 ? referral.Countries : [NoCountry];
        return [.. countries.Distinct().Order(StringComparer.Ordinal).Select(country => Of(caseId, country))];
    }
}
