using Referrals.Common.V1;

namespace Referrals.Routing.Policies;

/// <summary>When a rule applies. An empty list asks for nothing; another holds when the case has one of its values.</summary>
internal sealed record RuleConditions
{
    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<string> Regions { get; init; } = [];

    public IReadOnlyList<IncidentType> IncidentTypes { get; init; } = [];

    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    public IReadOnlyList<Tlp> Tlp { get; init; } = [];

    public IReadOnlyList<HandlingCondition> Conditions { get; init; } = [];

    public IReadOnlyList<IdentifierType> IdentifierTypes { get; init; } = [];

    public IReadOnlyList<ReferralOrigin> Origins { get; init; } = [];

    public IReadOnlyList<Gender> ChildGenders { get; init; } = [];

    public IReadOnlyList<string> Agencies { get; init; } = [];
}
