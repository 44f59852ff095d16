using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Routing.HandOffs;
using Referrals.Routing.HandOnInformation;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.Storage;

namespace Referrals.Routing.FollowCorrections;

/// <summary>
/// Follows an officer's corrections in Matching: a team that holds a case is told what came into it, what left it, and that it
/// was merged. Each case hears only of its own side, in its own stream.
/// </summary>
internal sealed class FollowCorrectionsConsumer(PolicyCatalog policies) : CaseConsumer(policies),
    IEventConsumer<RoutingDbContext, ReferralLinked>,
    IEventConsumer<RoutingDbContext, CaseSplit>,
    IEventConsumer<RoutingDbContext, CasesMerged>
{
    public async Task ConsumeAsync(ReferralLinked @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var countryCase in CountryCaseNames.For(@event.CaseId, @event.Referral))
        {
            var routed = await EnterAsync(context, countryCase, cancellationToken);
            var (referral, isNew) = await CaseReferrals.TakeAsync(routed, @event.Referral, cancellationToken);
            if (isNew || CaseReferrals.TakeBack(referral))
                await NewReferrals.HandOnAsync(routed, referral, @event.Referral, isBornInCase: false, cancellationToken);
        }
    }

    public async Task ConsumeAsync(CaseSplit @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var routed in await CasesOfAsync(context, @event.CaseId, cancellationToken))
        {
            var referrals = await routed.ReferralsAsync(cancellationToken);
            foreach (var referralId in @event.ReferralIds)
            {
                if (await referrals.FindAsync(referralId, cancellationToken) is { EndedAt: null } referral)
                    CaseReferrals.MoveOut(routed, referral, @event.NewCaseId);
            }

            await HandOffEnd.EndEmptyOffersAsync(routed, CustodyChangeReason.Error, cancellationToken);
        }
    }

    public async Task ConsumeAsync(CasesMerged @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var routed in await CasesOfAsync(context, @event.MergedCaseId, cancellationToken))
            CaseReferrals.TellMerged(routed, @event.CaseId);
    }

    private async Task<List<RoutedCase>> CasesOfAsync(EventContext<RoutingDbContext> context, string caseId, CancellationToken cancellationToken)
    {
        // What this batch added is not in the table yet.
        await context.Work.Db.SaveChangesAsync(cancellationToken);
        var names = await context.Work.Db.CountryCases.AsNoTracking().Where(row => row.CaseId == caseId).Select(row => row.CountryCase).ToListAsync(cancellationToken);
        var cases = new List<RoutedCase>();
        foreach (var name in names.Order(StringComparer.Ordinal))
            cases.Add(await EnterAsync(context, name, cancellationToken));
        return cases;
    }
}
