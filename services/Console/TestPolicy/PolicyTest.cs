using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Console.TestPolicy;

/// <summary>A referral that there is not, to see where the policy would send it.</summary>
public sealed record PolicyTest
{
    public string Country { get; init; } = "PH";

    public string Region { get; init; } = "";

    public IncidentType Type { get; init; } = IncidentType.LiveStreamed;

    public Priority Priority { get; init; } = Priority.P3Standard;

    public Tlp Tlp { get; init; } = Tlp.Amber;

    public HandlingCondition Condition { get; init; }

    public IdentifierType Identifier { get; init; }

    /// <summary>The agency that sent it; empty for none in particular.</summary>
    public string Agency { get; init; } = "";

    public int Children { get; init; } = 1;

    public int Subjects { get; init; } = 1;

    public Gender ChildGender { get; init; }

    public bool Risk { get; init; }

    public HypotheticalCase ToCase()
    {
        var tested = new HypotheticalCase
        {
            Country = Country.Trim().ToUpperInvariant(),
            Region = Region.Trim().ToUpperInvariant(),
            IncidentTypes = { Type },
            Priority = Priority,
            Tlp = Tlp,
            SubjectCount = Subjects,
            ChildCount = Children,
            ChildAtImmediateRisk = Risk,
        };
        if (Condition != default)
            tested.Conditions.Add(Condition);
        if (Identifier != default)
            tested.IdentifierTypes.Add(Identifier);
        if (ChildGender != default)
            tested.ChildGenders.Add(ChildGender);
        if (Agency.Trim().Length > 0)
            tested.AgencyIds.Add(Agency.Trim());
        return tested;
    }
}
