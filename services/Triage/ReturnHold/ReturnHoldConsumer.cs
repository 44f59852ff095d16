using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>
/// A team did not say in time whether another agency may act on what it works on: the case is back in its desk's queue until
/// the officer has released it, and every other that lapsed; so is one that was merged, since its teams keep it.
/// </summary>
internal sealed class ReturnHoldConsumer(CaseQueue queue) : IEventConsumer<TriageDbContext, DeconflictionChanged>
{
    public async Task ConsumeAsync(DeconflictionChanged @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        if (@event.State == DeconflictionState.Held || await context.Work.FindCaseAsync(@event.CountryCase, cancellationToken) is not { } row)
            return;
        var others = row.LapsedHolds.Where(hold => hold != @event.DeconflictionId);
        row.LapsedHolds = @event.State == DeconflictionState.Lapsed ? [.. others, @event.DeconflictionId] : [.. others];
        if (row.Orphaned || row.State is not (CountryCaseState.Accepted or CountryCaseState.Merged))
            return;
        if (@event.State == DeconflictionState.Lapsed && HoldRules.KeepInQueue(row))
        {
            (row.Queued, row.Escalated) = (true, true);
            queue.Restart(context.Work, row);
            new CaseChange(context.Work, row).Enter(DecisionKind.Escalated);
        }
        else if (row.Queued && row.LapsedHolds.Count == 0)
        {
            (row.Queued, row.Escalated) = (false, false);
            Claims.Clear(row);
            new CaseChange(context.Work, row).Enter(DecisionKind.CaseChanged);
        }
    }
}
