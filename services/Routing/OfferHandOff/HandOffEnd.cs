using Referrals.Common.V1;
using Referrals.Contracts;
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

    /// <summary>Takes a hand-off back.</summary>
    public static void Revoke(RoutedCase routed, HandOffRow handOff, CustodyChangeReason reason, string text = "", string? next = null)
    {
        var before = routed.Enter(handOff, HandOffState.Revoked);
        handOff.ChangeReason = reason;
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Revoked, ChangeReason = reason, Text = text, ToTeamId = next ?? "" });
        routed.Publish(new HandOffRevoked
        {
            HandOffId = handOff.HandOffId,
            CountryCase = handOff.CountryCase,
            TeamId = handOff.TeamId,
            Role = handOff.Role,
            Reason = reason,
        });
        routed.Leave(routed.Record(AuditTypes.Revoked, handOff) with
        {
            From = before,
            To = routed.Row.Custodian,
            Justification = Policies.Words<CustodyChangeReason>.Of(reason),
        });
    }

    /// <summary>Tells the team that wanted to pass its own on by this hand-off that it is taken back: the case stays with it.</summary>
    public static void TellSource(RoutedCase routed, HandOffRow handOff)
    {
        if (routed.HandOffs.Find(other => other.TransferredTo == handOff.HandOffId && other.IsActive) is not { } source)
            return;
        source.TransferredTo = null;
        routed.Note(source, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Revoked, ToTeamId = handOff.TeamId });
    }

    /// <summary>
    /// Ends every offer of a case of which nothing is left to hand over: there is no use in asking one team after the other. What comes
    /// later is offered in a new round.
    /// </summary>
    public static async Task EndEmptyOffersAsync(RoutedCase routed, CustodyChangeReason reason, CancellationToken cancellationToken)
    {
        var offered = routed.HandOffs.Where(handOff => handOff.State == HandOffState.Offered).ToList();
        if (offered.Count == 0 || (await (await routed.ReferralsAsync(cancellationToken)).CarriedAsync(HandOffRole.Lead, null, cancellationToken)).Count > 0)
            return;
        foreach (var handOff in offered)
        {
            TellSource(routed, handOff);
            Revoke(routed, handOff, reason);
        }

        // What went back to an officer stays there.
        if (routed.Row.Stage != CaseStage.Routed)
            return;
        routed.Row.Round++;
        routed.Row.Stage = CaseStage.AwaitingConsent;
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
