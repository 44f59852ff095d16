using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Intake.OwnReferral;

/// <summary>Whose a referral is: an agency's, or a team's member agency's for what a team added. References are apart.</summary>
public static class Senders
{
    public static string OfAgency(string agencyId) => $"agency/{agencyId}";

    public static string OfTeam(string teamId, string agencyId) => $"team/{teamId}@{agencyId}";

    /// <summary>The sender that a caller in the role of an agency is.</summary>
    public static string Of(Principal principal) => OfAgency(AgencyOf(principal));

    public static string AgencyOf(Principal principal) => principal.Agency ?? throw new RefusedException(Refusal.PermissionDenied("your credential names no agency"));
}
