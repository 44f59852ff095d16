using Microsoft.EntityFrameworkCore;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <summary>What officers correct in Matching: a referral's status goes on with the case that it is in now, after what it was told before.</summary>
public sealed class CorrectionsConsumer(StatusBook book, StatusWriter writer) :
    IEventConsumer<IntakeDbContext, ReferralLinked>,
    IEventConsumer<IntakeDbContext, CaseSplit>,
    IBatchPreparation<IntakeDbContext, ReferralLinked>,
    IBatchPreparation<IntakeDbContext, CaseSplit>
{
    private const string AgencyPrefix = "agency/";

    public Task PrepareAsync(IReadOnlyList<ReferralLinked> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
        {
            book.WillNeed(caseId: e.CaseId, referral: e.Referral.ReferralId);
            book.WillNeed(caseId: e.FromCaseId);
        }

        return Task.CompletedTask;
    }

    public Task PrepareAsync(IReadOnlyList<CaseSplit> events, CancellationToken cancellationToken)
    {
        foreach (var e in events)
            book.WillNeed(caseId: e.CaseId);
        return Task.CompletedTask;
    }

    public Task EnterAsync(Work<IntakeDbContext> work, CancellationToken cancellationToken) => book.LoadAsync(work, cancellationToken);

    public Task ConsumeAsync(ReferralLinked @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        // Two moves are told in two streams: the later one holds, whichever is heard first.
        var at = context.Incoming.OccurredAt;
        if (book.Referral(@event.Referral.ReferralId) is not { } referral || referral.CaseId == @event.CaseId || referral.MovedAt > at)
            return Task.CompletedTask;
        var @case = book.Case(@event.CaseId);
        var left = referral.CaseId == @event.FromCaseId ? book.Case(@event.FromCaseId) : null;
        (referral.CaseId, referral.MovedAt) = (@event.CaseId, at);
        @case.Agencies = Lists.Write(Lists.Read(@case.Agencies).Union(ReportersIn(@event)));
        writer.Write(referral, @case, at, new StatusEntry { Detail = StatusDetail.MatchCorrected }, @event.Referral.Countries, left, @event.EndsFrom == true);
        return Task.CompletedTask;
    }

    /// <summary>Agencies of whose referrals none is left did not report this matter.</summary>
    public async Task ConsumeAsync(CaseSplit @event, EventContext<IntakeDbContext> context, CancellationToken cancellationToken)
    {
        await context.Work.Db.SaveChangesAsync(cancellationToken);
        var senders = await context.Work.Db.Referrals
            .Where(row => row.CaseId == @event.CaseId && !@event.ReferralIds.Contains(row.Id) && row.Sender.StartsWith(AgencyPrefix))
            .Select(row => row.Sender).Distinct().ToListAsync(cancellationToken);
        var staying = senders.Select(sender => sender[AgencyPrefix.Length..]).ToHashSet();
        var @case = book.Case(@event.CaseId);
        @case.Agencies = Lists.Write(Lists.Read(@case.Agencies).Where(staying.Contains));
    }

    private static IEnumerable<string> ReportersIn(ReferralLinked @event) =>
        @event.Referral.Origin == Common.V1.ReferralOrigin.Agency ? [.. @event.OtherAgencies ?? [], @event.Referral.AgencyId] : @event.OtherAgencies ?? [];
}
