using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Which decision may still be undone: a held acceptance, or a rejection as long as the case was not opened again.</summary>
public static class UndoRules
{
    /// <summary>Why not; null if it may be. <paramref name="now"/> is real time.</summary>
    public static Refusal? ToUndo(CountryCaseRow row, DecisionRow decision, DateTimeOffset now)
    {
        var mayBe = row.State switch
        {
            CountryCaseState.AcceptHeld => row.UndoUntil > now,
            CountryCaseState.Rejected => row.ReportCount > 0,
            _ => false,
        };
        return mayBe && decision.Number == CaseStanding.Of(row).Decision ? null : Refusal.FailedPrecondition("TOO_LATE", "the decision has taken effect, was followed by another, or nothing is left of the case");
    }

    /// <summary>
    /// Puts a case back where it stood before an acceptance that told nobody; but what was learnt meanwhile stays, and so does a priority that it
    /// called for. A rejection was told: the case is open anew, as escalated as it was.
    /// </summary>
    public static void PutBack(CountryCaseRow row, DecisionRow decision)
    {
        var before = CaseStanding.Of(row);
        var wasHeld = row.State == CountryCaseState.AcceptHeld;
        row.State = CountryCaseState.Open;
        row.Escalated = before.Escalated;
        if (!wasHeld)
            return;
        if (before.State != CountryCaseState.InformationRequested || row.OpenInformationRequests > 0)
            row.State = before.State;
        (row.Orphaned, row.OrphanReason) = (before.Orphaned, before.OrphanReason);
        var current = new Assessment(row.Priority, row.PriorityReason);
        var called = new Assessment(before.Priority, before.PriorityReason);
        var again = row.Priority == decision.Priority || called.IsMoreUrgentThan(row.Priority) ? called : current;
        (row.Priority, row.PriorityReason) = (again.Priority, again.Reason);
        row.Disposition = row.Orphaned ? Disposition.Actionable : Disposition.Unspecified;
    }
}
