using Referrals.Common.V1;
using Referrals.Routing.Policies;

namespace Referrals.Routing.PlanHandOffs;

/// <summary>Tries the conditions of a rule on a case. Only what the rule states is tried.</summary>
internal static class RuleMatch
{
    public static IReadOnlyList<ConditionTrace> Try(RuleConditions when, CaseFacts facts)
    {
        ConditionTrace?[] tried =
        [
            Try("country", when.Countries, [facts.Country]),
            Try("region", when.Regions, facts.Regions),
            Try("incident_type", when.IncidentTypes, facts.IncidentTypes),
            Try("priority", when.Priorities, [facts.Priority]),
            Try("tlp", when.Tlp, [facts.Tlp]),
            Try("condition", when.Conditions, facts.Conditions),
            Try("identifier_type", when.IdentifierTypes, facts.IdentifierTypes),
            Try("origin", when.Origins, facts.Origins),
            Try("child_gender", when.ChildGenders, facts.ChildGenders),
            Try("agency", when.Agencies, facts.AgencyIds),
        ];
        return [.. tried.OfType<ConditionTrace>()];
    }

    private static ConditionTrace? Try(string name, IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        expected.Count == 0 ? null : new ConditionTrace(name, expected, actual, expected.Any(actual.Contains));

    private static ConditionTrace? Try<TEnum>(string name, IReadOnlyList<TEnum> expected, IReadOnlyList<TEnum> actual)
        where TEnum : struct, Enum =>
        Try(name, [.. expected.Select(Words<TEnum>.Of)], [.. actual.Select(Words<TEnum>.Of)]);
}
