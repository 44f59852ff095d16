using Referrals.Common.V1;
using Referrals.Identity.Storage;
using Referrals.Platform.Credentials;

namespace Referrals.Identity.ListPrincipals;

/// <summary>Who sees whom.</summary>
public static class ListPrincipalsRules
{
    /// <summary>An officer sees the officers of its own desks; auditors, operators and services see all.</summary>
    public static bool MaySee(Principal caller, PrincipalRow row) =>
        caller.Role != Role.Officer || (row.Role == Role.Officer && row.DeskList.Intersect(caller.Desks).Any());
}
