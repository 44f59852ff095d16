using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Triage;

/// <summary>A referral that comes into a country case.</summary>
internal sealed record Arrival(string CaseId, string Country, ReferralMetadata Referral)
{
    /// <summary>The identifier types by which it was matched.</summary>
    public IReadOnlyList<IdentifierType> MatchedOn { get; init; } = [];

    /// <summary>Whether the parent case is new with it, so that there can be no country case yet.</summary>
    public bool IsFirst { get; init; }

    public string CountryCase => CountryCaseNames.Of(CaseId, Country);

    /// <summary>A team's information is no report of another agency.</summary>
    public bool IsReport => Referral.Origin != ReferralOrigin.Team;

    /// <summary>The countries whose cases a referral belongs in.</summary>
    public static IEnumerable<string> CountriesOf(ReferralMetadata referral)
    {
        if (referral.BornIn is { Length: > 0 } bornIn)
            return [CountryCaseNames.CountryOf(bornIn)];
        return referral.Countries.Count == 0 ? [CountryCaseNames.NoCountry] : referral.Countries.Distinct();
    }
}
