using System.Collections.Immutable;
using Referrals.Common.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>
/// How a country case moves. From acceptance on it follows its lead hand-offs: the most advanced of those under way;
/// SUPPORT and AFTERCARE read and never hold, so they move nothing.
/// </summary>
public static class CaseStatusRules
{
    /// <summary>Opened, or again: what earlier teams did no longer moves it.</summary>
    public static CountryCaseState Opened { get; } = CountryCaseState.Received with { State = ReferralState.InTriage };

    public static CountryCaseState Accepted(CountryCaseState before) => before with { State = ReferralState.Accepted };

    public static CountryCaseState Rejected(CountryCaseState before) => before with { State = ReferralState.Rejected };

    public static CountryCaseState Orphaned(CountryCaseState before) => before with { State = ReferralState.Orphaned };

    /// <summary>A hand-off is in another state; <paramref name="nextIsOffered"/> when the next team's offer follows it.</summary>
    public static CountryCaseState HandOff(CountryCaseState before, string handOffId, HandOffRole role, HandOffState state, bool nextIsOffered = false)
    {
        if (role != HandOffRole.Lead)
            return before;
        var leads = before.Leads.SetItem(handOffId, state);
        return new CountryCaseState(Of(leads, nextIsOffered), leads);
    }

    private static ReferralState Of(ImmutableDictionary<string, HandOffState> leads, bool nextIsOffered)
    {
        if (leads.ContainsValue(HandOffState.InProgress))
            return ReferralState.InProgress;
        if (leads.ContainsValue(HandOffState.Acknowledged))
            return ReferralState.Acknowledged;
        if (leads.ContainsValue(HandOffState.Offered) || nextIsOffered)
            return ReferralState.Routed;
        return leads.ContainsValue(HandOffState.Completed) ? ReferralState.Completed : ReferralState.Accepted;
    }
}
