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

    /// <summary>The country cases of a parent that a referral belongs in which an officer moved there, wherever it was born.</summary>
    public static IReadOnlyList<string> In(string caseId, ReferralMetadata referral) =>
        referral.BornIn is { Length: > 0 } bornIn ? [Of(caseId, Parts(bornIn).Country)] : For(caseId, referral);

    /// <summary>The country cases that a referral of a case belongs in: what a team added stays where it was born.</summary>
    public static IReadOnlyList<string> For(string caseId, ReferralMetadata referral)
    {
        if (referral.BornIn is { Length: > 0 } bornIn)
            return [bornIn];
        IReadOnlyList<string> countries = referral.Countries.Count > 0 ? referral.Countries : [NoCountry];
        return [.. countries.Distinct().Order(StringComparer.Ordinal).Select(country => Of(caseId, country))];
    }
}
