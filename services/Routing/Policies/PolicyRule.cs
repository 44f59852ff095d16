namespace Referrals.Routing.Policies;

/// <summary>One rule: when it applies, and whom it names for each part.</summary>
internal sealed record PolicyRule
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public required RuleConditions When { get; init; }

    /// <summary>Offered one after the other.</summary>
    public required IReadOnlyList<string> Lead { get; init; }

    /// <summary>Offered all at once.</summary>
    public IReadOnlyList<string> Support { get; init; } = [];

    /// <summary>Offered one after the other.</summary>
    public IReadOnlyList<string> Aftercare { get; init; } = [];

    /// <summary>Offered in support when a team adds information to the case.</summary>
    public IReadOnlyList<string> OnNewInformation { get; init; } = [];

    public PolicyTimes Times { get; init; } = PolicyTimes.None;
}
