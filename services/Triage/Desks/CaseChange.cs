using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>One change of one country case: its entry in the history, its events and its records, all in its stream.</summary>
internal sealed class CaseChange
{
    private readonly Work<TriageDbContext> work;
    private readonly CountryCaseRow row;
    private readonly Principal? actor;

    public CaseChange(Work<TriageDbContext> work, CountryCaseRow row, Principal? actor = null)
    {
        (this.work, this.row, this.actor) = (work, row, actor);
        if (actor is not null)
            work.Follow(row.HeardRecord);
        else if (work.Heard is { } heard)
            row.HeardRecord = heard;
    }

    /// <summary>Adds to the history; whoever decides by an older version is told of this.</summary>
    public DecisionRow Enter(DecisionKind kind)
    {
        Touch(kind);
        var decision = new DecisionRow
        {
            CountryCase = row.Name,
            Number = ++row.DecisionCount,
            Kind = kind,
            Actor = actor?.Name,
            ActorPseudonym = actor?.Pseudonym,
            At = work.Now,
        };
        work.Db.Decisions.Add(decision);
        return decision;
    }

    /// <summary>Something changed that an officer must have seen.</summary>
    public void Touch(DecisionKind kind)
    {
        row.Version++;
        row.LastChange = kind;
        row.ChangedBy = actor?.Name ?? "";
        row.ChangedAt = work.Now;
    }

    public void Publish(object @event) => work.Publish(row.Name, @event);

    public void Record(AuditEntry entry) =>
        work.Record(row.Name, entry with { Actor = actor, Case = row.CaseId, CountryCase = row.Name });

    public void Record(string type, JustificationCode justification, params (string Name, string Value)[] details) => Record(new AuditEntry
    {
        Type = type,
        Justification = justification == JustificationCode.Unspecified ? null : Codes.Of(justification),
        Details = details.Length == 0 ? null : details.ToDictionary(detail => detail.Name, detail => detail.Value),
    });

    /// <summary>The desk as records name it.</summary>
    public static string CustodyOf(CountryCaseRow row) => $"desk/{row.Desk}";
}
