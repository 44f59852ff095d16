using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <summary>Another agency asked whether an identifier is known: the sender of the referral that holds it is told who.</summary>
public sealed class QueryConsumer(StatusBook book, StatusWriter writer) :
    IEventConsumer<IntakeDbContext, IdentifierQueried>, IBatchPreparation<IntakeDbContext, IdentifierQueried>
{
    public Task PrepareAsync(IReadOnlyList<IdentifierQueried> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(caseId: e.CaseId, referral: e.ReferralId);
        return Task.CompletedTask;
    }

    public Task EnterAsync(Work<IntakeDbContext> work, CancellationToken cancellationToken) => book.LoadAsync(work, cancellationToken);

    public Task ConsumeAsync(IdentifierQueried @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (book.Referral(@event.ReferralId) is not { } referral || referral.CaseId != @event.CaseId)
            return Task.CompletedTask;
        var entry = new StatusEntry
        {
            Detail = StatusDetail.Queried,
            AskedBy = new OtherReporter { AgencyId = @event.AskedBy, DisplayName = @event.AskedByName, Contact = @event.AskedByContact },
            AskedUnder = @event.AskedUnder,
        };
        writer.Write(referral, book.Case(@event.CaseId), context.Incoming.OccurredAt, entry);
        return Task.CompletedTask;
    }
}
