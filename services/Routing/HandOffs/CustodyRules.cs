using Referrals.Common.V1;

namespace Referrals.Routing.HandOffs;

/// <summary>
/// Who has custody of a country case: the desk until a lead acknowledges, then that team until another lead does, it
/// completes, or a revocation gives it back. Support and aftercare never hold.
/// </summary>
internal static class CustodyRules
{
    public static string Desk(string desk) => desk.StartsWith("desk/", StringComparison.Ordinal) ? desk : $"desk/{desk}";

    public static string Team(string team) => $"team/{team}";

    /// <summary>The custodian after a hand-off of this team entered a state.</summary>
    public static string After(string custodian, string desk, HandOffRole role, string team, HandOffState entered) => (role, entered) switch
    {
        (HandOffRole.Lead, HandOffState.Acknowledged) => Team(team),
        (HandOffRole.Lead, HandOffState.Completed or HandOffState.Revoked) when custodian == Team(team) => Desk(desk),
        _ => custodian,
    };
}
