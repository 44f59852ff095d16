using Referrals.Common.V1;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Access;

/// <summary>The standing of a caller, from what a service knows of the thing.</summary>
public static class Standings
{
    /// <summary>Towards what an agency sent.</summary>
    public static Standing OfSender(Principal caller, string? agency) =>
        caller.Role == Role.Agency && caller.Agency is not null && caller.Agency == agency ? Standing.Sender : Standing.Exists;

    /// <summary>Towards what is on a desk.</summary>
    public static Standing OfDesk(Principal caller, string desk) => OfDesks(caller, [desk]);

    /// <summary>Towards what is on several desks; one of them is enough.</summary>
    public static Standing OfDesks(Principal caller, IEnumerable<string> desks) =>
        caller.Role == Role.Officer && desks.Any(desk => caller.Desks.Contains(desk)) ? Standing.Desk : Standing.Exists;

    /// <summary>Towards a hand-off, or what it carries.</summary>
    public static Standing OfHandOff(Principal caller, string team, HandOffState state) =>
        caller.Role != Role.Team || caller.Team is null || caller.Team != team ? Standing.Exists
        : IsReadable(state) ? Standing.Handed
        : Standing.Formerly;

    /// <summary>Whether a team reads what a hand-off in this state carries.</summary>
    public static bool IsReadable(HandOffState state) =>
        state is HandOffState.Offered or HandOffState.Acknowledged or HandOffState.InProgress or HandOffState.Completed;
}
