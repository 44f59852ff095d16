using Referrals.Common.V1;

namespace Referrals.Routing.PlanHandOffs;

/// <summary>What a policy decides by: a country case as the sum of its referrals, without content.</summary>
internal sealed record CaseFacts
{
    public required string Country { get; init; }

    public IReadOnlyList<string> Regions { get; init; } = [];

    public IReadOnlyList<IncidentType> IncidentTypes { get; init; } = [];

    public Priority Priority { get; init; }

    /// <summary>The strictest label among them.</summary>
    public Tlp Tlp { get; init; }

    public IReadOnlyList<HandlingCondition> Conditions { get; init; } = [];

    public IReadOnlyList<IdentifierType> IdentifierTypes { get; init; } = [];

    public IReadOnlyList<ReferralOrigin> Origins { get; init; } = [];

    public IReadOnlyList<Gender> ChildGenders { get; init; } = [];

    /// <summary>Whether the gender of every child is known to be among <see cref="ChildGenders"/>.</summary>
    public bool AllGendersKnown { get; init; }

    /// <summary>The agencies that submitted.</summary>
    public IReadOnlyList<string> AgencyIds { get; init; } = [];
}
