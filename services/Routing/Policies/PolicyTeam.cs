using Referrals.Common.V1;

namespace Referrals.Routing.Policies;

/// <summary>A team as a policy names it.</summary>
internal sealed record PolicyTeam
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The agencies that it is made of; one for an ordinary team.</summary>
    public IReadOnlyList<PolicyMember> Members { get; init; } = [];

    public IReadOnlyList<HandOffRole> Roles { get; init; } = [];

    /// <summary>Genders of children that it can care for; empty for all.</summary>
    public IReadOnlyList<Gender> ChildGenders { get; init; } = [];

    /// <summary>Incident types that it takes; empty for all.</summary>
    public IReadOnlyList<IncidentType> IncidentTypes { get; init; } = [];

    public bool Accepting { get; init; } = true;

    public string Contact { get; init; } = "";

    /// <summary>Times to acknowledge that differ from the rule's.</summary>
    public IReadOnlyDictionary<Priority, TimeSpan> AcknowledgeWithin { get; init; } = new Dictionary<Priority, TimeSpan>();

    public bool IsJoint => Members.Count > 1;

    /// <summary>Whether what these agencies sent would come back to its sender: the team is one of them, or made of nothing but them.</summary>
    public bool IsAmong(IReadOnlyCollection<string> agencies) =>
        agencies.Contains(Id) || (Members.Count > 0 && Members.All(member => agencies.Contains(member.Agency)));

    /// <summary>
    /// The strictest label that somebody of a member agency may read. In a joint team somebody of no member agency may read
    /// what every member may.
    /// </summary>
    public Tlp StrictestFor(string? agency)
    {
        if (!IsJoint)
            return Tlp.Red;
        return Members.FirstOrDefault(member => member.Agency == agency)?.MaxTlp ?? Members.Max(member => member.MaxTlp);
    }
}
