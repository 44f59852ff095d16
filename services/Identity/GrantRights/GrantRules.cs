using Referrals.Common.V1;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;

namespace Referrals.Identity.GrantRights;

/// <summary>What a principal may be granted, and what it then has.</summary>
public static class GrantRules
{
    /// <summary>The desks of an officer: those of its entry and those granted since, without those revoked since.</summary>
    public static string Desks(IEnumerable<string> declared, IEnumerable<string> granted, IEnumerable<string> revoked) =>
        string.Join(' ', declared.Concat(granted).Distinct().Except(revoked));

    /// <summary>Why a right cannot be granted to, or revoked from, a principal; null when it can.</summary>
    public static Refusal? WhyNot(PrincipalRow row, GrantedRight? right)
    {
        switch (right?.RightCase ?? GrantedRight.RightOneofCase.None)
        {
            case GrantedRight.RightOneofCase.Desk when row.Role != Role.Officer:
                return Refusal.Invalid("right.desk", "is for officers only", "NOT_ALLOWED");
            case GrantedRight.RightOneofCase.Desk when !PrincipalNames.IsId(right!.Desk):
                return Refusal.Invalid("right.desk", "must be 1 to 64 characters a-z 0-9 -", "MALFORMED");
            case GrantedRight.RightOneofCase.Desk when !row.DeskList.Contains(right!.Desk) && row.DeskList.Count >= PrincipalNames.MaximumDesks:
                return Refusal.Invalid("right.desk", $"an officer has at most {PrincipalNames.MaximumDesks} desks", "TOO_MANY");
            case GrantedRight.RightOneofCase.Desk:
                return null;
            case GrantedRight.RightOneofCase.TeamId when row.Role != Role.Team:
                return Refusal.Invalid("right.teamId", "is for members of teams only", "NOT_ALLOWED");
            case GrantedRight.RightOneofCase.TeamId when PrincipalNames.Parse(row.Name)?.Id != right!.TeamId:
                return Refusal.Invalid("right.teamId", "must be the team that the name says", "NOT_ALLOWED");
            case GrantedRight.RightOneofCase.TeamId:
                return null;
            default:
                return Refusal.Invalid("right", "a desk or a team is required", "REQUIRED");
        }
    }

    /// <summary>Makes it so; false when it was so already.</summary>
    public static bool Apply(PrincipalRow row, GrantedRight right, bool granted)
    {
        if (right.RightCase == GrantedRight.RightOneofCase.TeamId)
        {
            var team = granted ? right.TeamId : null;
            if (row.TeamId == team)
                return false;
            (row.TeamId, row.TeamRevoked) = (team, !granted);
            return true;
        }

        if (row.DeskList.Contains(right.Desk) == granted)
            return false;
        row.GrantedDesks = With(row.GrantedDesks, right.Desk, granted);
        row.RevokedDesks = With(row.RevokedDesks, right.Desk, !granted);
        row.Desks = Desks(row.DeskList, granted ? [right.Desk] : [], granted ? [] : [right.Desk]);
        return true;
    }

    private static string With(string desks, string desk, bool there) =>
        string.Join(' ', desks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(other => other != desk).Concat(there ? [desk] : []));
}
