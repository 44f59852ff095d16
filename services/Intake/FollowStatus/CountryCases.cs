namespace Referrals.Intake.FollowStatus;

/// <summary>Names of country cases: <c>cases/{case id}/countries/{country}</c>.</summary>
public static class CountryCases
{
    public static string CaseOf(string countryCase) => countryCase.Split('/') is ["cases", var id, "countries", _] ? id : throw Malformed();

    public static string CountryOf(string countryCase) => countryCase.Split('/') is ["cases", _, "countries", var country] ? country : throw Malformed();

    private static ArgumentException Malformed() => new("not the name of a country case");
}
