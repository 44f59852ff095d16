using Referrals.Common.V1;

namespace Referrals.Intake.ReadReferral;

/// <summary>Who needs to know a referral.</summary>
public static class ReadingRules
{
    /// <summary>
    /// An agency reads what it submitted; an officer what is in a country case on one of its desks; a team what it was handed
    /// and still may read. Nobody else reads anything.
    /// </summary>
    public static ReadingRight Decide(ReaderFacts reader, ReferralReach reach) => reader.Role switch
    {
        Role.Agency => new ReadingRight(reader.Agency is not null && reader.Agency == reach.OwnerAgency, []),
        Role.Officer => new ReadingRight(false, [.. reach.Countries.Where(country => reader.Desks.Contains(country.Desk)).Select(country => country.Country)]),
        Role.Team => new ReadingRight(false, [.. reach.HandOffs.Where(handOff => handOff.TeamId == reader.Team && MayRead(handOff, reach) && IsWithin(handOff, reader.Agency, reach.Tlp)).Select(handOff => handOff.Country).Distinct()]),
        _ => ReadingRight.None,
    };

    /// <summary>
    /// A hand-off carries the case's referrals in its country, but not one that was withdrawn before the offer, nor one
    /// under H2 whose originator has not consented so far.
    /// </summary>
    public static bool Carries(ReachedHandOff handOff, ReferralReach reach)
    {
        if (!reach.Countries.Any(country => country.Country == handOff.Country) || reach.WithdrawnAt <= handOff.OfferedAt)
            return false;
        return reach.Consent switch
        {
            ConsentStanding.NotNeeded => true,
            ConsentStanding.LeadTeam => handOff.Role == HandOffRole.Lead,
            ConsentStanding.AllTeams => true,
            _ => false,
        };
    }

    /// <summary>
    /// A joint team is made of agencies of which each reads up to a label of its own; somebody of none of them reads what all
    /// of them may.
    /// </summary>
    private static bool IsWithin(ReachedHandOff handOff, string? agency, Tlp tlp) =>
        handOff.Limits.Count == 0
        || tlp >= (agency is not null && handOff.Limits.TryGetValue(agency, out var limit) ? limit : handOff.Limits.Values.Max());

    private static bool MayRead(ReachedHandOff handOff, ReferralReach reach) =>
        handOff.State is HandOffState.Offered or HandOffState.Acknowledged or HandOffState.InProgress or HandOffState.Completed && Carries(handOff, reach);
}
