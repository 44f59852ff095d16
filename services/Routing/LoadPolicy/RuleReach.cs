using Referrals.Routing.Policies;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Finds rules that can never be reached.</summary>
internal static class RuleReach
{
    /// <summary>Whether whatever the later conditions let through, the earlier ones do too.</summary>
    public static bool Covers(RuleConditions earlier, RuleConditions later) =>
        Covers(earlier.Countries, later.Countries)
        && Covers(earlier.Regions, later.Regions)
        && Covers(earlier.IncidentTypes, later.IncidentTypes)
        && Covers(earlier.Priorities, later.Priorities)
        && Covers(earlier.Tlp, later.Tlp)
        && Covers(earlier.Conditions, later.Conditions)
        && Covers(earlier.IdentifierTypes, later.IdentifierTypes)
        && Covers(earlier.Origins, later.Origins)
        && Covers(earlier.ChildGenders, later.ChildGenders)
        && Covers(earlier.Agencies, later.Agencies);

    private static bool Covers<T>(IReadOnlyList<T> earlier, IReadOnlyList<T> later) =>
        earlier.Count == 0 || (later.Count > 0 && later.All(earlier.Contains));
}
