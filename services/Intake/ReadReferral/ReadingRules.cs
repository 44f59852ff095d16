using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Credentials;

namespace Referrals.Intake.ReadReferral;

/// <summary>How a caller stands towards a referral, and how far it reaches; whether that is enough is the access policy's.</summary>
public static class ReadingRules
{
    /// <summary>
    /// An agency stands as the sender of what it submitted; an officer by the desks of its country cases, or by breaking the
    /// glass; a team by what it was handed and what that carries.
    /// </summary>
    public static ReadingRight Decide(Principal reader, ReferralReach reach, bool breaksGlass = false) => reader.Role switch
    {
        Role.Agency => new ReadingRight(Standings.OfSender(reader, reach.OwnerAgency), true, []),
        Role.Officer => OfOfficer(reader, reach, breaksGlass),
        Role.Team => OfTeam(reader, reach),
        _ => new ReadingRight(Standing.Exists, false, []),
    };

    /// <summary>
    /// A hand-off carries the case's referrals in its country, but not one that was withdrawn before the offer, nor one
    /// under H2 whose originator has not consented so far.
    /// </summary>
    public static bool Carries(ReachedHandOff handOff, ReferralReach reach) =>
        reach.Countries.Any(country => country.Country == handOff.Country)
        && !(reach.WithdrawnAt <= handOff.OfferedAt)
        && HandlingPolicy.MayCarry(reach.Consent, handOff.Role);

    private static ReadingRight OfOfficer(Principal reader, ReferralReach reach, bool breaksGlass)
    {
        var own = reach.Countries.Where(country => Standings.OfDesk(reader, country.Desk) == Standing.Desk).Select(country => country.Country).ToList();
        return own.Count > 0 ? new ReadingRight(Standing.Desk, false, own)
            : breaksGlass ? new ReadingRight(Standing.BreakGlass, true, [])
            : new ReadingRight(Standing.Exists, false, []);
    }

    private static ReadingRight OfTeam(Principal reader, ReferralReach reach)
    {
        var carried = reach.HandOffs.Where(handOff => Carries(handOff, reach) && HandlingPolicy.IsWithin(reach.Tlp, handOff.Limits, reader.Agency)).ToList();
        var standing = carried.Aggregate(Standing.Exists, (standing, handOff) => standing | Standings.OfHandOff(reader, handOff.TeamId, handOff.State));
        var readable = carried.Where(handOff => Standings.OfHandOff(reader, handOff.TeamId, handOff.State) == Standing.Handed);
        return new ReadingRight(standing, false, [.. readable.Select(handOff => handOff.Country).Distinct()]);
    }
}
