using Referrals.Common.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>Names and orders of states.</summary>
public static class States
{
    /// <summary>The country of what concerns no known country: the general desk.</summary>
    public const string GeneralDesk = "ZZ";

    /// <summary>Whether a country is still open: nothing has ended it.</summary>
    public static bool IsOpen(ReferralState state) => state < ReferralState.Completed;

    /// <summary>
    /// The least advanced of those still open; the most advanced one when none is. Of equal ones the first.
    /// The states' numbers are their order.
    /// </summary>
    public static int Headline(IReadOnlyList<ReferralState> states)
    {
        var headline = 0;
        for (var i = 1; i < states.Count; i++)
        {
            var open = IsOpen(states[i]);
            if (open != IsOpen(states[headline]) ? open : open ? states[i] < states[headline] : states[i] > states[headline])
                headline = i;
        }

        return headline;
    }

    /// <summary>The countries as statuses have them: the general desk where none is known.</summary>
    public static IReadOnlyList<string> OrGeneralDesk(IReadOnlyList<string> countries) => countries.Count == 0 ? [GeneralDesk] : countries;
}
