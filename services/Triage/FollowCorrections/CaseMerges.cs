using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>A country case whose parent ended in another, and one that is back because that was undone.</summary>
internal static class CaseMerges
{
    /// <summary>Closes it as a duplicate: its referrals are decided where they are now.</summary>
    public static void End(Work<TriageDbContext> work, CountryCaseRow row, string into)
    {
        (row.StateBefore, row.DispositionBefore) = MergeRules.Kept(row.State, row.Disposition);
        (row.State, row.Disposition, row.MergedInto) = (CountryCaseState.Merged, Disposition.Duplicate, into);
        row.Queued = HoldRules.KeepInQueue(row);
        row.Orphaned = false;
        row.UndoUntil = null;
        Claims.Clear(row);
        var change = new CaseChange(work, row);
        change.Enter(DecisionKind.Merged).Disposition = Disposition.Duplicate;
        change.Record(new AuditEntry
        {
            Type = AuditTypes.Merged,
            From = CaseChange.CustodyOf(row),
            Details = new Dictionary<string, string> { ["into"] = into },
        });
    }

    /// <summary>Puts it back where it stood: a decision stands, what was undecided waits again and is due when it was, what an officer must see to is in the queue.</summary>
    public static void Restore(Work<TriageDbContext> work, CaseQueue queue, CountryCaseRow row, string referralId)
    {
        var (state, disposition) = (row.StateBefore, row.DispositionBefore);
        var change = new CaseChange(work, row);
        change.Enter(DecisionKind.Undone);
        change.Record(new AuditEntry { Type = AuditTypes.Undone, To = CaseChange.CustodyOf(row), Details = new Dictionary<string, string> { ["from"] = row.MergedInto! } });
        row.MergedInto = null;
        if (JoinRules.IsClosed(state) || state == CountryCaseState.Accepted)
            (row.State, row.Disposition) = (state, disposition);
        else
            queue.Open(work, row, referralId, reopened: true, dueBy: row.DueAt);
        if (row.State != CountryCaseState.Accepted)
            return;
        row.Orphaned = row.OrphanReason != OrphanReason.Unspecified;
        row.Queued = row.Orphaned || HoldRules.KeepInQueue(row);
    }
}
