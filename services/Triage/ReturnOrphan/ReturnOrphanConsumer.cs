using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>A case that no team takes is back in its desk's queue: an officer must choose a team or close it.</summary>
internal sealed class ReturnOrphanConsumer(CaseQueue queue) : IEventConsumer<TriageDbContext, CaseOrphaned>
{
    public async Task ConsumeAsync(CaseOrphaned @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        if (await context.Work.FindCaseAsync(@event.CountryCase, cancellationToken) is not { } row)
            return;

        // While it is merged its referrals are decided elsewhere; when that is undone, it is back.
        if (row is { State: CountryCaseState.Merged, StateBefore: CountryCaseState.Accepted })
            row.OrphanReason = @event.Reason;
        if (row.State != CountryCaseState.Accepted)
            return;
        row.Orphaned = true;
        row.OrphanReason = @event.Reason;
        row.Queued = true;
        queue.Restart(context.Work, row);
        new CaseChange(context.Work, row).Enter(DecisionKind.Orphaned);
    }
}
