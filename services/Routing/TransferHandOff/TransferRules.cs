using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.TransferHandOff;

/// <summary>To whom a team may pass its hand-off on.</summary>
internal static class TransferRules
{
    /// <summary>Why not to this team; null when it may.</summary>
    public static (string Description, string Reason)? WhyNot(PolicyTeam? team, HandOffRow from, IEnumerable<HandOffRow> handOffs)
    {
        if (team is null)
            return ("must be a team of the directory", "UNKNOWN_VALUE");
        if (team.Id == from.TeamId)
            return ("must be another team than your own", "NOT_ALLOWED");
        if (!team.Accepting)
            return ("must be a team that accepts hand-offs now", "NOT_ALLOWED");
        if (!team.Roles.Contains(from.Role) || (team.Countries.Count > 0 && !team.Countries.Contains(from.Country)))
            return ("must be a team that takes this part in this country", "NOT_ALLOWED");
        return handOffs.Any(other => other.IsActive && other.TeamId == team.Id && other.Role == from.Role)
            ? ("must be a team that has not this part already", "NOT_ALLOWED")
            : null;
    }
}
