using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>Something happened to a referral that is in a case: it tells more, or it is taken back.</summary>
internal sealed class UpdateReferralConsumer(CaseArrivals arrivals, CaseSupplements supplements, CaseQueue queue)
    : IEventConsumer<TriageDbContext, ReferralUpdated>
{
    public async Task ConsumeAsync(ReferralUpdated @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        var work = context.Work;
        var isMore = @event.Change is ReferralChange.Supplemented or ReferralChange.Answered;
        foreach (var name in await CasesOfAsync(work, @event, isMore, cancellationToken))
        {
            var row = await work.FindCaseAsync(name, cancellationToken);
            var referral = row is null ? null : await work.FindReferralAsync(name, @event.Referral.ReferralId, cancellationToken);
            if (isMore && (row is null || referral is null))
                await arrivals.ArriveAsync(work, new Arrival(@event.CaseId, CountryCaseNames.CountryOf(name), @event.Referral), cancellationToken);
            else if (isMore)
                await supplements.TakeInAsync(work, row!, referral!, @event, cancellationToken);
            else if (row is not null && referral is not null && @event.Change is (ReferralChange.Withdrawn or ReferralChange.Erased))
                await CaseWithdrawals.TakeOutAsync(work, queue, row, referral, cancellationToken);
        }

        if (@event.Change == ReferralChange.Erased)
            await CaseWords.EraseAsync(work, @event.Referral.ReferralId, cancellationToken);
    }

    /// <summary>The cases that the referral is in, those of this batch among them, and those of countries that it names now.</summary>
    private static async Task<IEnumerable<string>> CasesOfAsync(
        Work<TriageDbContext> work, ReferralUpdated @event, bool withNew, CancellationToken cancellationToken)
    {
        var referralId = @event.Referral.ReferralId;
        var prefix = CountryCaseNames.Of(@event.CaseId, "");
        var stored = await work.Db.CaseReferrals.AsNoTracking().Where(r => r.ReferralId == referralId).Select(r => r.CountryCase).ToListAsync(cancellationToken);
        var added = work.Db.CaseReferrals.Local.Where(r => r.ReferralId == referralId).Select(r => r.CountryCase);
        var named = withNew ? Arrival.CountriesOf(@event.Referral).Select(country => CountryCaseNames.Of(@event.CaseId, country)) : [];

        // What is taken back is taken back in the case that it was moved to as well.
        var concerned = stored.Union(added).Where(name => @event.Change is ReferralChange.Withdrawn or ReferralChange.Erased || name.StartsWith(prefix, StringComparison.Ordinal));
        return concerned.Union(named).Order(StringComparer.Ordinal);
    }
}
