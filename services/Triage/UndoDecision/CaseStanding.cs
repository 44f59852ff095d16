using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Platform.Outbox;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Where a country case stood before a decision, so that undoing the decision leaves no trace of it.</summary>
public sealed record CaseStanding(
    int Decision, CountryCaseState State, bool Orphaned, OrphanReason OrphanReason, bool Escalated, Priority Priority, PriorityReason PriorityReason)
{
    /// <summary>Keeps where a case stands just before it is decided; the decision is the next entry of its history.</summary>
    public static void Keep(CountryCaseRow row) => row.StoodBefore = JsonSerializer.Serialize(
        new CaseStanding(row.DecisionCount + 1, row.State, row.Orphaned, row.OrphanReason, row.Escalated, row.Priority, row.PriorityReason), EventJson.Options);

    /// <summary>Where it stood; open, where nobody kept it.</summary>
    public static CaseStanding Of(CountryCaseRow row) => row.StoodBefore is { } kept
        ? JsonSerializer.Deserialize<CaseStanding>(kept, EventJson.Options)!
        : new CaseStanding(row.DecisionCount, CountryCaseState.Open, false, OrphanReason.Unspecified, false, row.Priority, row.PriorityReason);
}
