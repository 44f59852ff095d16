using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <summary>What Routing says of hand-offs: it moves the country case, tells the sender, and decides which team may read.</summary>
public sealed partial class RoutingConsumer(StatusBook book, StatusWriter writer) :
    IEventConsumer<IntakeDbContext, HandOffOffered>,
    IEventConsumer<IntakeDbContext, HandOffAcknowledged>,
    IEventConsumer<IntakeDbContext, HandOffDeclined>,
    IEventConsumer<IntakeDbContext, HandOffTimedOut>,
    IEventConsumer<IntakeDbContext, HandOffTransferred>,
    IEventConsumer<IntakeDbContext, HandOffRevoked>,
    IEventConsumer<IntakeDbContext, ProgressRecorded>,
    IEventConsumer<IntakeDbContext, OutcomeRecorded>,
    IEventConsumer<IntakeDbContext, HandOffCompleted>,
    IEventConsumer<IntakeDbContext, FeedbackLapsed>,
    IEventConsumer<IntakeDbContext, ConsentRequested>,
    IEventConsumer<IntakeDbContext, CaseOrphaned>,
    IEventConsumer<IntakeDbContext, DeconflictionChanged>
{
    public Task ConsumeAsync(HandOffOffered @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        var handOff = new HandOffRow
        {
            Id = @event.HandOffId,
            CountryCase = @event.CountryCase,
            CaseId = CountryCases.CaseOf(@event.CountryCase),
            Country = CountryCases.CountryOf(@event.CountryCase),
            TeamId = @event.TeamId,
            TeamName = @event.TeamName,
            Role = @event.Role,
            MemberLimits = @event.MemberLimits is { } limits ? MemberLimits.Write(limits) : null,
            State = HandOffState.Offered,
            OfferedAt = context.Incoming.OccurredAt,
        };
        book.Add(handOff);
        writer.Write(
            handOff,
            context.Incoming.OccurredAt,
            HandOffState.Offered,
            StatusDetail.Offered,
            tell: notice => notice.AcknowledgeBy = @event.AcknowledgeBy.ToTimestamp());
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(HandOffAcknowledged @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (book.HandOff(@event.HandOffId) is { } handOff)
            handOff.TeamReference = @event.TeamReference;
        return Move(@event.HandOffId, context, HandOffState.Acknowledged, StatusDetail.Acknowledged);
    }

    public Task ConsumeAsync(HandOffDeclined @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.Declined, StatusDetail.Declined, @event.NextTeamId is not null);

    public Task ConsumeAsync(HandOffTimedOut @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.TimedOut, StatusDetail.TimedOut, @event.NextTeamId is not null);

    public Task ConsumeAsync(HandOffTransferred @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.Transferred, StatusDetail.Transferred);

    public Task ConsumeAsync(HandOffRevoked @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.Revoked, StatusDetail.Revoked);

    public Task ConsumeAsync(ProgressRecorded @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.InProgress, StatusDetail.Progress, tell: notice => notice.Progress = @event.Progress);

    public Task ConsumeAsync(OutcomeRecorded @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.InProgress, StatusDetail.Outcome, tell: notice =>
        {
            notice.Outcome = @event.Outcome;
            notice.ClosedReason = @event.ClosedReason ?? ClosedReason.Unspecified;
            notice.PersonsSafeguarded = @event.Safeguarded;
            notice.PersonsArrested = @event.Arrested;
            notice.Usefulness = @event.Usefulness;
        });

    public Task ConsumeAsync(HandOffCompleted @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken) =>
        Move(@event.HandOffId, context, HandOffState.Completed, StatusDetail.Completed);

    public Task ConsumeAsync(FeedbackLapsed @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (book.HandOff(@event.HandOffId) is { } handOff)
            writer.Write(handOff, context.Incoming.OccurredAt, handOff.State, StatusDetail.FeedbackOverdue);
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(ConsentRequested @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (book.Referral(@event.ReferralId) is not { } referral)
            return Task.CompletedTask;
        referral.ConsentAsked = context.Work.Heard;
        var entry = new StatusEntry { Country = CountryCases.CountryOf(@event.CountryCase), Detail = StatusDetail.ConsentRequested };
        writer.Write(referral, book.Case(CountryCases.CaseOf(@event.CountryCase)), context.Incoming.OccurredAt, entry);
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(CaseOrphaned @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        writer.Write(@event.CountryCase, context.Incoming.OccurredAt, CaseStatusRules.Orphaned, new StatusEntry { Detail = StatusDetail.Orphaned });
        return Task.CompletedTask;
    }

    private Task Move(
        string handOffId, EventContext<IntakeDbContext> context, HandOffState state, StatusDetail detail, bool nextIsOffered = false, Action<HandOffNotice>? tell = null)
    {
        // Routing offers before anything else, in the same stream; without the offer there is nothing to tell.
        if (book.HandOff(handOffId) is { } handOff)
            writer.Write(handOff, context.Incoming.OccurredAt, AfterCompletion(handOff.State, state), detail, nextIsOffered, tell);
        return Task.CompletedTask;
    }

    /// <summary>An outcome may still come, or be corrected, after a hand-off is completed, and does not open it again.</summary>
    private static HandOffState AfterCompletion(HandOffState before, HandOffState state) =>
        before == HandOffState.Completed && state == HandOffState.InProgress ? before : state;

    /// <summary>Only the one whose steps are held is told; that others reported, and whom to call there, its status says anyway.</summary>
    public Task ConsumeAsync(DeconflictionChanged @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (book.Referral(@event.ReferralId) is not { } referral)
            return Task.CompletedTask;
        var entry = new StatusEntry
        {
            Country = CountryCases.CountryOf(@event.CountryCase),
            Detail = @event.State switch
            {
                DeconflictionState.Held => StatusDetail.DeconflictionHeld,
                DeconflictionState.Lapsed => StatusDetail.DeconflictionLapsed,
                _ => StatusDetail.DeconflictionReleased,
            },
            HandOff = new HandOffNotice { HandOffId = @event.HandOffId, Role = HandOffRole.Lead, TeamDisplayName = @event.TeamName },
            ReleaseBy = @event.State == DeconflictionState.Held ? @event.ReleaseBy.ToTimestamp() : null,
        };
        writer.Write(referral, book.Case(CountryCases.CaseOf(@event.CountryCase)), context.Incoming.OccurredAt, entry);
        return Task.CompletedTask;
    }
}
