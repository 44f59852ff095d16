using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <content>Which rows each event is about.</content>
public sealed partial class RoutingConsumer :
    IBatchPreparation<IntakeDbContext, HandOffOffered>,
    IBatchPreparation<IntakeDbContext, HandOffAcknowledged>,
    IBatchPreparation<IntakeDbContext, HandOffDeclined>,
    IBatchPreparation<IntakeDbContext, HandOffTimedOut>,
    IBatchPreparation<IntakeDbContext, HandOffTransferred>,
    IBatchPreparation<IntakeDbContext, HandOffRevoked>,
    IBatchPreparation<IntakeDbContext, ProgressRecorded>,
    IBatchPreparation<IntakeDbContext, OutcomeRecorded>,
    IBatchPreparation<IntakeDbContext, HandOffCompleted>,
    IBatchPreparation<IntakeDbContext, FeedbackLapsed>,
    IBatchPreparation<IntakeDbContext, ConsentRequested>,
    IBatchPreparation<IntakeDbContext, CaseOrphaned>,
    IBatchPreparation<IntakeDbContext, DeconflictionChanged>
{
    public Task PrepareAsync(IReadOnlyList<HandOffOffered> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<HandOffAcknowledged> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<HandOffDeclined> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<HandOffTimedOut> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<HandOffTransferred> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<HandOffRevoked> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<ProgressRecorded> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<OutcomeRecorded> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<HandOffCompleted> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<FeedbackLapsed> events, CancellationToken cancellationToken) => Need(events.Select(e => (e.CountryCase, e.HandOffId)));

    public Task PrepareAsync(IReadOnlyList<ConsentRequested> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(countryCase: e.CountryCase, referral: e.ReferralId);
        return Task.CompletedTask;
    }

    public Task PrepareAsync(IReadOnlyList<DeconflictionChanged> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(countryCase: e.CountryCase, referral: e.ReferralId);
        return Task.CompletedTask;
    }

    public Task PrepareAsync(IReadOnlyList<CaseOrphaned> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(countryCase: e.CountryCase);
        return Task.CompletedTask;
    }

    public Task EnterAsync(Work<IntakeDbContext> work, CancellationToken cancellationToken) => book.LoadAsync(work, cancellationToken);

    private Task Need(IEnumerable<(string CountryCase, string HandOff)> needs)
    {
        foreach (var (countryCase, handOff) in needs)
            book.WillNeed(countryCase: countryCase, handOff: handOff);
        return Task.CompletedTask;
    }
}
