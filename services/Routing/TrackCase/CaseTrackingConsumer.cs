using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing.TrackCase;

/// <summary>Follows what triage says of a country case before and after it is accepted.</summary>
internal sealed class CaseTrackingConsumer(PolicyCatalog policies) : CaseConsumer(policies),
    IEventConsumer<RoutingDbContext, CaseOpened>,
    IBatchPreparation<RoutingDbContext, CaseOpened>,
    IEventConsumer<RoutingDbContext, CaseRejected>,
    IEventConsumer<RoutingDbContext, PriorityChanged>
{
    public Task PrepareAsync(IReadOnlyList<CaseOpened> events, CancellationToken cancellationToken) => Expect(events.Select(opened => opened.CountryCase));

    public async Task ConsumeAsync(CaseOpened @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        var routed = await EnterAsync(context, @event.CountryCase, cancellationToken);
        routed.Row.Desk = @event.Desk;
        routed.Row.Priority = @event.Priority;
        routed.Row.OpenedAt = routed.Now;

        // Opened again while a team still has it: custody stays where it is.
        if (routed.HandOffs.Exists(handOff => handOff.IsActive))
            return;
        routed.Row.Stage = CaseStage.Waiting;
        routed.Row.Custodian = CustodyRules.Desk(@event.Desk);
    }

    public async Task ConsumeAsync(CaseRejected @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        var routed = await EnterAsync(context, @event.CountryCase, cancellationToken);
        if (!routed.HandOffs.Exists(handOff => handOff.IsActive))
            routed.Row.Stage = CaseStage.Waiting;
    }

    public async Task ConsumeAsync(PriorityChanged @event, EventContext<RoutingDbContext> context, CancellationToken cancellationToken)
    {
        var routed = await EnterAsync(context, @event.CountryCase, cancellationToken);
        routed.Row.Priority = @event.To;
    }
}
