using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;
using Referrals.Routing.HandOffs;
using Referrals.Routing.HandOnInformation;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.OfferHandOff;

/// <summary>Offers an accepted case to the teams of the rule that matches, as far as its referrals may be handed on.</summary>
internal sealed class CaseAcceptedConsumer(PolicyCatalog policies) : CaseConsumer(policies),
    IEventConsumer<RoutingDbContext, CaseAccepted>, IBatchPreparation<RoutingDbContext, CaseAccepted>
{
    private const int Small = 50;
    private List<string> small = [];

    public Task PrepareAsync(IReadOnlyList<CaseAccepted> events, CancellationToken cancellationToken)
    {
        small = [.. events.Where(accepted => accepted.ReferralCount <= Small).Select(accepted => accepted.CountryCase).Distinct()];
        return Expect(events.Select(accepted => accepted.CountryCase));
    }

    public override async Task EnterAsync(Work<RoutingDbContext> work, CancellationToken cancellationToken)
    {
        await base.EnterAsync(work, cancellationToken);
        await RoutedCases.ReadReferralsAsync(work, small, cancellationToken);
    }

    public async Task ConsumeAsync(CaseAccepted @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        var routed = await EnterAsync(context, @event.CountryCase, cancellationToken);
        TakeDecision(routed, @event);
        foreach (var referral in @event.Referrals)
            await CaseReferrals.TakeAsync(routed, referral, cancellationToken);
        await CaseReferrals.RequestConsentsAsync(routed, cancellationToken);

        var offers = await HandOffOffers.PlanAsync(routed, cancellationToken);
        Remember(routed, offers);
        await offers.OfferAllAsync(cancellationToken);
    }

    private static void TakeDecision(RoutedCase routed, CaseAccepted accepted)
    {
        var row = routed.Row;
        row.Desk = accepted.Desk;
        row.Priority = accepted.Priority;
        row.OpenedAt = accepted.OpenedAt;
        row.AcceptedAt = routed.Now;
        if (routed.HandOffs.Exists(handOff => handOff.IsActive && handOff.Role == HandOffRole.Lead))
            return;

        // A new round: teams that declined in an earlier one may be asked again.
        row.Round++;
        row.LeadTeam = accepted.LeadTeam;
        row.Custodian = CustodyRules.Desk(accepted.Desk);
    }

    private static void Remember(RoutedCase routed, HandOffOffers offers)
    {
        var plan = AcceptedPlan.Of(offers.Plan);
        if (offers.Next(HandOffRole.Lead) is { } lead && lead.TeamId != plan.LeadTeam)
            plan = plan with { RuleId = RuleIds.Officer, LeadTeam = lead.TeamId, AcknowledgeWithin = (long)lead.AcknowledgeWithin.TotalMicroseconds };
        routed.Row.AcceptedVersion = offers.Plan.PolicyVersion;
        routed.Row.AcceptedFacts = AcceptedPlan.Write(offers.Facts);
        routed.Row.AcceptedPlan = AcceptedPlan.Write(plan);
    }
}
