using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Names of cases: <c>cases/case-…</c> is a parent's stream, <c>cases/case-…/countries/PH</c> a country case.</summary>
public static class CaseNames
{
    private const string Prefix = "cases/";

    /// <summary>In place of a country for a referral that names none.</summary>
    public const string NoCountry = "ZZ";

    public static string StreamOf(string caseId) => Prefix + caseId;

    /// <summary>The parent case of a country case.</summary>
    public static string ParentOf(string countryCase) =>
        countryCase.Split('/') is ["cases", var caseId, "countries", _] ? caseId : throw new FormatException("a country case is named cases/ID/countries/CC");

    /// <summary>The countries whose desks a referral concerns.</summary>
    public static IReadOnlyList<string> CountriesOf(ReferralMetadata referral) => referral.Countries.Count > 0 ? referral.Countries : [NoCountry];

    /// <summary>Whether its sender counts among the agencies that reported the matter; a team that holds it does not.</summary>
    public static bool IsReport(ReferralMetadata referral) => referral.Origin == ReferralOrigin.Agency;
}
