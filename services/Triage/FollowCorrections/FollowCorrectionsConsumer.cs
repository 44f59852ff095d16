using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>
/// Follows an officer's corrections in Matching. What comes into a case and what leaves it are heard in the stream of each,
/// in any order of the two; each side takes only its own.
/// </summary>
internal sealed class FollowCorrectionsConsumer(CaseArrivals arrivals, CaseQueue queue) :
    IEventConsumer<TriageDbContext, ReferralLinked>,
    IEventConsumer<TriageDbContext, CaseSplit>,
    IEventConsumer<TriageDbContext, CasesMerged>
{
    public async Task ConsumeAsync(ReferralLinked @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        var work = context.Work;
        foreach (var country in Arrival.CountriesOf(@event.Referral))
        {
            var arrival = new Arrival(@event.CaseId, country, @event.Referral);
            var left = CountryCaseNames.Of(@event.FromCaseId, country);
            if (await IsWithdrawnAsync(work, left, arrival.Referral.ReferralId, cancellationToken))
                continue;
            var row = await work.FindCaseAsync(arrival.CountryCase, cancellationToken);
            if (row is { State: CountryCaseState.Merged })
                CaseMerges.Restore(work, queue, row, arrival.Referral.ReferralId);
            else if (row is not null && @event.Moved is not null)
                new CaseChange(work, row).Enter(DecisionKind.Joined);
            await arrivals.ArriveAsync(work, arrival, cancellationToken);
            if (@event.EndsFrom == true)
                await KeepWaitingAsync(work, arrival, left, cancellationToken);
        }
    }

    public async Task ConsumeAsync(CaseSplit @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var row in await CasesOfAsync(context.Work, @event.CaseId, cancellationToken))
            await CaseDepartures.TakeOutAsync(context.Work, queue, row, @event.ReferralIds, @event.NewCaseId, cancellationToken);
    }

    public async Task ConsumeAsync(CasesMerged @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var row in await CasesOfAsync(context.Work, @event.MergedCaseId, cancellationToken))
        {
            if (row.State == CountryCaseState.Merged)
                continue;
            await CaseDepartures.MoveAsync(context.Work, queue, row, @event.ReferralIds, @event.CaseId, cancellationToken);
            CaseMerges.End(context.Work, row, @event.CaseId);
        }
    }

    /// <summary>The country cases of a parent, locked in one order for all.</summary>
    private static async Task<List<CountryCaseRow>> CasesOfAsync(Work<TriageDbContext> work, string caseId, CancellationToken cancellationToken)
    {
        // What this batch added is not in the table yet.
        await work.Db.SaveChangesAsync(cancellationToken);
        var names = await work.Db.CountryCases.AsNoTracking().Where(row => row.CaseId == caseId).Select(row => row.Name).ToListAsync(cancellationToken);
        var rows = new List<CountryCaseRow>();
        foreach (var name in names.Order(StringComparer.Ordinal))
            rows.Add((await work.FindCaseAsync(name, cancellationToken))!);
        return rows;
    }

    private static async Task<bool> IsWithdrawnAsync(Work<TriageDbContext> work, string countryCase, string referralId, CancellationToken cancellationToken) =>
        await work.FindReferralAsync(countryCase, referralId, cancellationToken) is { Gone: true, MovedTo: null };

    /// <summary>
    /// Priority never falls by merging, and nothing leaves the queue by it: what an officer had raised the ended case to holds for the one it
    /// ends in, and if that one is closed and the ended one was not, it is decided anew. It is due when the first of the two was, and as escalated.
    /// </summary>
    private async Task KeepWaitingAsync(Work<TriageDbContext> work, Arrival arrival, string ended, CancellationToken cancellationToken)
    {
        if (await work.FindCaseAsync(arrival.CountryCase, cancellationToken) is not { } row)
            return;

        // Not locked: two cases that were merged both ways would wait for each other. One that is not there was not heard of yet.
        var before = await work.Db.CountryCases.AsNoTracking().Where(other => other.Name == ended)
            .Select(other => new { State = other.MergedInto == row.CaseId ? other.StateBefore : other.State, other.Priority, other.PriorityReason, other.OrphanReason, other.DueAt, other.Escalated })
            .SingleOrDefaultAsync(cancellationToken);
        var current = new Assessment(row.Priority, row.PriorityReason);
        var higher = before is not null && before.Priority < current.Priority ? new Assessment(before.Priority, before.PriorityReason) : current;
        var waited = before is not null && (JoinRules.IsUndecided(before.State) || before.OrphanReason != OrphanReason.Unspecified);
        if (!JoinRules.IsClosed(row.State))
        {
            if (higher != current)
                queue.Raise(work, row, higher);
            if (waited && row.Queued && before!.DueAt < row.DueAt)
                row.DueAt = before.DueAt;
        }
        else if (before is null || !JoinRules.IsClosed(before.State))
        {
            (row.Priority, row.PriorityReason) = (higher.Priority, higher.Reason);
            queue.Open(work, row, arrival.Referral.ReferralId, reopened: true, dueBy: waited ? before!.DueAt : null);
        }

        row.Escalated |= waited && row.Queued && before!.Escalated;
    }
}
