using Referrals.Routing.OfferHandOff;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.TransferHandOff;

/// <summary>To whom a team may pass its hand-off on.</summary>
internal static class TransferRules
{
    /// <summary>Why not to this team; null when it may.</summary>
    public static (string Description, string Reason)? WhyNot(PolicyTeam? team, HandOffRow from, int round, IReadOnlyCollection<HandOffRow> handOffs, IReadOnlyCollection<string> senders)
    {
        if (team is null)
            return ("must be a team of the directory", "UNKNOWN_VALUE");
        if (team.Id == from.TeamId)
            return ("must be another team than your own", "NOT_ALLOWED");
        if (!team.Accepting)
            return ("must be a team that accepts hand-offs now", "NOT_ALLOWED");
        if (!team.Roles.Contains(from.Role) || (team.Countries.Count > 0 && !team.Countries.Contains(from.Country)))
            return ("must be a team that takes this part in this country", "NOT_ALLOWED");
        if (RoutingPolicyEvaluator.IsSenderAs(from.Role, team, senders))
            return ("must be another than the agency that submitted it", "NOT_ALLOWED");
        if (OfferRules.HasConflict(team.Id, from.Role, handOffs, round))
            return ("must be a team without a conflict of interest", "NOT_ALLOWED");
        return handOffs.Any(other => other.IsActive && other.TeamId == team.Id && other.Role == from.Role)
            ? ("must be a team that has not this part already", "NOT_ALLOWED")
            : null;
    }
}
