using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Routing.HandOffs;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.OfferHandOff;

/// <summary>What follows when a team that was offered a part does not take it.</summary>
internal static class HandOffEnd
{
    /// <summary>
    /// Notes, publishes and records that the part was not taken, each told who is next, and offers the next team at once.
    /// A transfer that is not taken stays with the team that wanted to pass it on. Returns who is next.
    /// </summary>
    public static async Task<string?> NotTakenAsync(
        RoutedCase routed,
        HandOffRow handOff,
        Func<string?, V1.HandOffEvent> entry,
        Func<string?, object> @event,
        AuditEntry record,
        CancellationToken cancellationToken)
    {
        if (handOff.TransferOf is { } holder)
        {
            var source = routed.HandOffs.Single(other => other.HandOffId == holder);
            source.TransferredTo = null;
            var told = entry(null);
            Tell(routed, handOff, told, @event(null), record);
            routed.Note(source, new V1.HandOffEvent { Kind = told.Kind, Actor = CustodyRules.Team(handOff.TeamId) });
            return null;
        }

        var offers = await HandOffOffers.PlanAsync(routed, cancellationToken);
        var wanted = routed.Row.Stage == CaseStage.Routed && OfferRules.Wants(handOff.Role, routed.HandOffs, routed.Row.Round);
        var next = wanted ? offers.Next(handOff.Role) : null;
        Tell(routed, handOff, entry(next?.TeamId), @event(next?.TeamId), Named(record, next));
        if (wanted)
            await offers.OfferNextAsync(handOff.Role, next, OrphanReason.Exhausted, cancellationToken);
        return next?.TeamId;
    }

    /// <summary>The record with who is next.</summary>
    public static AuditEntry Named(AuditEntry record, Candidate? next) => next is null
        ? record
        : record with { Details = new Dictionary<string, string>(record.Details!) { ["next"] = next.TeamId } };

    private static void Tell(RoutedCase routed, HandOffRow handOff, V1.HandOffEvent entry, object @event, AuditEntry record)
    {
        routed.Note(handOff, entry);
        routed.Publish(@event);
        routed.Leave(record);
    }
}
