using Referrals.Common.V1;
using Referrals.Routing.Policies;

namespace Referrals.Routing.PlanHandOffs;

/// <summary>What a policy would do with a case, and how it came to that.</summary>
internal sealed record RoutingPlan
{
    public required string PolicyVersion { get; init; }

    /// <summary>The rule that matched first; null when none did.</summary>
    public PolicyRule? Rule { get; init; }

    public IReadOnlyList<RuleTrace> Trace { get; init; } = [];

    public RolePlan Lead { get; init; } = RolePlan.Empty;

    public RolePlan Support { get; init; } = RolePlan.Empty;

    public RolePlan Aftercare { get; init; } = RolePlan.Empty;

    /// <summary>In support, when a team adds information.</summary>
    public RolePlan OnNewInformation { get; init; } = RolePlan.Empty;

    /// <summary>Why nobody can lead; null when somebody can.</summary>
    public OrphanReason? OrphanReason { get; init; }

    public string RuleId => Rule?.Id ?? "";

    public RolePlan For(HandOffRole role) => role switch
    {
        HandOffRole.Lead => Lead,
        HandOffRole.Support => Support,
        _ => Aftercare,
    };
}

/// <summary>The teams of one part: who may be offered it, in order, and who was passed over.</summary>
internal sealed record RolePlan(IReadOnlyList<Candidate> Candidates, IReadOnlyList<PassedOver> PassedOver)
{
    public static RolePlan Empty { get; } = new([], []);
}

/// <summary>A team that may be offered a part, and how long it has to acknowledge and then to report.</summary>
internal sealed record Candidate(string TeamId, TimeSpan AcknowledgeWithin, TimeSpan FeedbackWithin);

/// <summary>A team that was passed over, and why: <c>IS_SENDER</c>, <c>DOES_NOT_TAKE</c>, <c>NOT_ACCEPTING</c>, <c>DECLINED_BEFORE</c>, …</summary>
internal sealed record PassedOver(string TeamId, string Reason);

/// <summary>One rule, tried: every condition that it states, whether it held or not.</summary>
internal sealed record RuleTrace(PolicyRule Rule, IReadOnlyList<ConditionTrace> Conditions, bool Matched, bool PassedOver);

/// <summary>One condition, tried.</summary>
internal sealed record ConditionTrace(string Name, IReadOnlyList<string> Expected, IReadOnlyList<string> Actual, bool Held);
