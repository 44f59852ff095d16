using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Puts a country case into its desk's queue, and moves it up there.</summary>
internal sealed class CaseQueue(IOptions<TriageOptions> options, TimeProvider time)
{
    /// <summary>Opens a case with the priority that it has, or opens it again; due at a time that was set before, where that is earlier.</summary>
    public void Open(Work<TriageDbContext> work, CountryCaseRow row, string referralId, bool reopened, DateTimeOffset? dueBy = null)
    {
        row.State = CountryCaseState.Open;
        row.Queued = true;
        row.Reopened = reopened;
        row.Disposition = Disposition.Unspecified;
        row.MissingDatum = RequestedDatum.Unspecified;
        row.OpenedAt = work.Now;
        Restart(work, row);
        if (dueBy < row.DueAt)
            row.DueAt = dueBy.Value;
        var change = new CaseChange(work, row);
        change.Enter(reopened ? DecisionKind.Reopened : DecisionKind.Opened).Priority = row.Priority;
        change.Record(new AuditEntry
        {
            Type = reopened ? AuditTypes.Reopened : AuditTypes.Opened,
            Referral = referralId,
            To = CaseChange.CustodyOf(row),
            Rule = Codes.Of(row.PriorityReason),
            Details = new Dictionary<string, string> { ["priority"] = Codes.Of(row.Priority) },
        });
        change.Publish(Opened(row, referralId));
    }

    /// <summary>The event of a case that is in the queue, or again.</summary>
    public static CaseOpened Opened(CountryCaseRow row, string referralId) => new()
    {
        CountryCase = row.Name,
        CaseId = row.CaseId,
        Country = row.Country,
        Desk = row.Desk,
        Priority = row.Priority,
        DueAt = row.DueAt,
        Reopened = row.Reopened,
        ReferralId = referralId,
    };

    /// <summary>The case's whole time for a decision runs from now.</summary>
    public void Restart(Work<TriageDbContext> work, CountryCaseRow row) => row.DueAt = work.Now + options.Value.DueWithin(row.Priority);

    /// <summary>A case that waited for an answer is an officer's again.</summary>
    public void Resume(Work<TriageDbContext> work, CountryCaseRow row)
    {
        if (row.State != CountryCaseState.InformationRequested)
            return;
        row.State = CountryCaseState.Open;
        Restart(work, row);
    }

    /// <summary>Raises the priority where new facts call for it. False if they do not.</summary>
    public bool Raise(Work<TriageDbContext> work, CountryCaseRow row, Assessment to)
    {
        if (!to.IsMoreUrgentThan(row.Priority))
        {
            row.PriorityReason = to.Reason;
            return false;
        }

        var change = new CaseChange(work, row);
        Change(work, row, change, to).Priority = to.Priority;
        change.Record(new AuditEntry
        {
            Type = AuditTypes.PriorityChanged,
            Rule = Codes.Of(to.Reason),
            Details = new Dictionary<string, string> { ["priority"] = Codes.Of(to.Priority) },
        });

        // What a child's safety hangs on is not held back.
        if (row.State == CountryCaseState.AcceptHeld && to.Priority == Priority.P1Immediate)
            row.UndoUntil = time.GetUtcNow();
        return true;
    }

    /// <summary>Sets another priority with the due time that follows from it, and tells.</summary>
    public DecisionRow Change(Work<TriageDbContext> work, CountryCaseRow row, CaseChange change, Assessment to)
    {
        var from = row.Priority;
        row.DueAt = DueRules.AfterPriority(row.DueAt, row.OpenedAt, work.Now, from, to.Priority, options.Value.DueWithin(to.Priority));
        (row.Priority, row.PriorityReason) = (to.Priority, to.Reason);
        change.Publish(new PriorityChanged { CountryCase = row.Name, From = from, To = to.Priority, Reason = to.Reason });
        return change.Enter(DecisionKind.PriorityChanged);
    }
}
