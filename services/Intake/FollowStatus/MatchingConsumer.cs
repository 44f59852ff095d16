using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <summary>What Matching says: which case a referral is in, with whom, and in which countries.</summary>
public sealed class MatchingConsumer(StatusBook book, StatusWriter writer) :
    IEventConsumer<IntakeDbContext, ReferralMatched>,
    IEventConsumer<IntakeDbContext, ReferralUpdated>,
    IBatchPreparation<IntakeDbContext, ReferralMatched>,
    IBatchPreparation<IntakeDbContext, ReferralUpdated>
{
    public Task PrepareAsync(IReadOnlyList<ReferralMatched> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(caseId: e.CaseId, referral: e.Referral.ReferralId);
        return Task.CompletedTask;
    }

    public Task PrepareAsync(IReadOnlyList<ReferralUpdated> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(caseId: e.CaseId, referral: e.Referral.ReferralId);
        return Task.CompletedTask;
    }

    public Task EnterAsync(Work<IntakeDbContext> work, CancellationToken cancellationToken) => book.LoadAsync(work, cancellationToken);

    public Task ConsumeAsync(ReferralMatched @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        var referral = book.Referral(@event.Referral.ReferralId);
        if (referral is null || referral.CaseId is not null)
            return Task.CompletedTask;
        var @case = book.Case(@event.CaseId);
        referral.CaseId = @event.CaseId;
        @case.Agencies = Lists.Write(Lists.Read(@case.Agencies).Union(ReportersIn(@event)));
        var detail = @event.Decision == MatchDecision.New ? StatusDetail.MatchedNew : StatusDetail.MatchedKnown;
        writer.Write(referral, @case, context.Incoming.OccurredAt, new StatusEntry { Detail = detail }, @event.Referral.Countries);
        return Task.CompletedTask;
    }

    /// <summary>What was added may name further countries, in which triage opens the case as well.</summary>
    public Task ConsumeAsync(ReferralUpdated @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        if (@event.Change is not (ReferralChange.Supplemented or ReferralChange.Answered) || @event.Referral.Countries.Count == 0)
            return Task.CompletedTask;
        if (book.Referral(@event.Referral.ReferralId) is { } referral && referral.CaseId == @event.CaseId)
            writer.Write(referral, book.Case(@event.CaseId), context.Incoming.OccurredAt, new StatusEntry(), @event.Referral.Countries);
        return Task.CompletedTask;
    }

    /// <summary>What a team adds is no report of its agency.</summary>
    private static IEnumerable<string> ReportersIn(ReferralMatched @event) =>
        @event.Referral.Origin == ReferralOrigin.Agency ? [.. @event.OtherAgencies, @event.Referral.AgencyId] : @event.OtherAgencies;
}
