using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <summary>What Triage says: which desk a country case is on, what was decided, and what an officer asked.</summary>
public sealed class TriageConsumer(StatusBook book, StatusWriter writer) :
    IEventConsumer<IntakeDbContext, CaseOpened>,
    IEventConsumer<IntakeDbContext, CaseAccepted>,
    IEventConsumer<IntakeDbContext, CaseRejected>,
    IEventConsumer<IntakeDbContext, InformationRequested>,
    IBatchPreparation<IntakeDbContext, CaseOpened>,
    IBatchPreparation<IntakeDbContext, CaseAccepted>,
    IBatchPreparation<IntakeDbContext, CaseRejected>,
    IBatchPreparation<IntakeDbContext, InformationRequested>
{
    public Task PrepareAsync(IReadOnlyList<CaseOpened> events, CancellationToken cancellationToken) => Need(events.Select(e => e.CountryCase));

    public Task PrepareAsync(IReadOnlyList<CaseAccepted> events, CancellationToken cancellationToken) => Need(events.Select(e => e.CountryCase));

    public Task PrepareAsync(IReadOnlyList<CaseRejected> events, CancellationToken cancellationToken) => Need(events.Select(e => e.CountryCase));

    public Task PrepareAsync(IReadOnlyList<InformationRequested> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(countryCase: e.CountryCase, referral: e.ReferralId, question: e.InformationRequestId);
        return Task.CompletedTask;
    }

    public Task EnterAsync(Work<IntakeDbContext> work, CancellationToken cancellationToken) => book.LoadAsync(work, cancellationToken);

    public Task ConsumeAsync(CaseOpened @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        book.CountryCase(@event.CountryCase).Desk = @event.Desk;
        book.Case(@event.CaseId).Opened = true;
        var detail = @event.Reopened ? StatusDetail.Reopened : StatusDetail.InTriage;
        writer.Write(@event.CountryCase, context.Incoming.OccurredAt, _ => CaseStatusRules.Opened, new StatusEntry { Detail = detail });
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(CaseAccepted @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        var entry = new StatusEntry { Detail = StatusDetail.Accepted, Disposition = Disposition.Actionable };
        writer.Write(@event.CountryCase, context.Incoming.OccurredAt, CaseStatusRules.Accepted, entry);
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(CaseRejected @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        var entry = new StatusEntry
        {
            Detail = StatusDetail.Rejected,
            Disposition = @event.Disposition,
            InformationalReason = @event.InformationalReason ?? InformationalReason.Unspecified,
            MissingDatum = @event.MissingDatum ?? RequestedDatum.Unspecified,
        };
        writer.Write(@event.CountryCase, context.Incoming.OccurredAt, CaseStatusRules.Rejected, entry);
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(InformationRequested @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (book.Referral(@event.ReferralId) is not { } referral)
            return Task.CompletedTask;
        if (book.Question(@event.InformationRequestId) is { Asked: false } question)
        {
            question.Asked = true;
            question.AskedRecord = context.Work.Heard;
            referral.OpenQuestions++;
        }

        var entry = new StatusEntry
        {
            Country = CountryCases.CountryOf(@event.CountryCase),
            Detail = StatusDetail.InformationRequested,
            InformationRequestId = @event.InformationRequestId,
        };
        writer.Write(referral, book.Case(CountryCases.CaseOf(@event.CountryCase)), context.Incoming.OccurredAt, entry);
        return Task.CompletedTask;
    }

    private Task Need(IEnumerable<string> countryCases)
    {
        foreach (var countryCase in countryCases)
            book.WillNeed(countryCase: countryCase);
        return Task.CompletedTask;
    }
}
