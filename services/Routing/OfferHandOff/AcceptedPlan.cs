using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Platform.Outbox;
using Referrals.Routing.PlanHandOffs;

namespace Referrals.Routing.OfferHandOff;

/// <summary>What was planned when a case was accepted, as Simulate compares it.</summary>
internal sealed record AcceptedPlan
{
    public required string RuleId { get; init; }

    public string? LeadTeam { get; init; }

    public IReadOnlyList<string> OtherTeams { get; init; } = [];

    /// <summary>Of the lead, in microseconds.</summary>
    public long AcknowledgeWithin { get; init; }

    /// <summary>What a plan offers first.</summary>
    public static AcceptedPlan Of(RoutingPlan plan)
    {
        var lead = plan.Lead.Candidates is [var first, ..] ? first : null;
        return new AcceptedPlan
        {
            RuleId = plan.RuleId,
            LeadTeam = lead?.TeamId,
            OtherTeams = [.. plan.Support.Candidates.Concat(plan.Aftercare.Candidates.Take(1)).Select(candidate => candidate.TeamId)],
            AcknowledgeWithin = (long)(lead?.AcknowledgeWithin.TotalMicroseconds ?? 0),
        };
    }

    public static AcceptedPlan Read(string json) => JsonSerializer.Deserialize<AcceptedPlan>(json, EventJson.Options)!;

    public static CaseFacts ReadFacts(string json) => JsonSerializer.Deserialize<CaseFacts>(json, EventJson.Options)!;

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), EventJson.Options);

    /// <summary>Whether the same teams are offered the same parts in the same time.</summary>
    public bool SameAs(AcceptedPlan other) =>
        RuleId == other.RuleId && LeadTeam == other.LeadTeam && OtherTeams.SequenceEqual(other.OtherTeams) && AcknowledgeWithin == other.AcknowledgeWithin;
}
