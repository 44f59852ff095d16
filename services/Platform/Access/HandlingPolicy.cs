using Referrals.Common.V1;

namespace Referrals.Platform.Access;

/// <summary>
/// What a referral's handling adds to need to know. H1 and H3 bind the reader and are shown; H2 and the label decide who
/// reads at all.
/// </summary>
public static class HandlingPolicy
{
    /// <summary>Whether a hand-off of this role carries a referral, as far as its originator's consent goes.</summary>
    public static bool MayCarry(ConsentStanding consent, HandOffRole role) => consent switch
    {
        ConsentStanding.NotNeeded or ConsentStanding.AllTeams => true,
        ConsentStanding.LeadTeam => role == HandOffRole.Lead,
        _ => false,
    };

    /// <summary>How far a referral may be handed on: <paramref name="scope"/> is the latest word of its originator.</summary>
    /// <param name="bornInCase">Whether a team added it: its own condition does not bind it.</param>
    /// <param name="conditions">Its conditions.</param>
    /// <param name="asked">Whether the originator said anything.</param>
    /// <param name="refused">Whether that was no.</param>
    /// <param name="scope">How far a yes goes.</param>
    public static ConsentStanding ConsentOf(bool bornInCase, IReadOnlyCollection<HandlingCondition> conditions, bool asked, bool refused, ConsentScope scope) =>
        bornInCase || !conditions.Contains(HandlingCondition.H2) ? ConsentStanding.NotNeeded
        : !asked || refused ? ConsentStanding.Missing
        : scope == ConsentScope.LeadTeam ? ConsentStanding.LeadTeam
        : ConsentStanding.AllTeams;

    /// <summary>
    /// Whether a label is within a reader's limit in a joint team: each member agency's people read up to a label of its own,
    /// somebody of none of them what all of them may. A team without members has no limits.
    /// </summary>
    public static bool IsWithin(Tlp label, IReadOnlyDictionary<string, Tlp> limits, string? agency) =>
        limits.Count == 0 || label >= (agency is not null && limits.TryGetValue(agency, out var limit) ? limit : limits.Values.Max());
}
