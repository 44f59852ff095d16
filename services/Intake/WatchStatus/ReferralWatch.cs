using Microsoft.EntityFrameworkCore;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Storage;

namespace Referrals.Intake.WatchStatus;

/// <summary>Watches one referral; its history is told again only when something was stored.</summary>
internal sealed class ReferralWatch(Store<IntakeDbContext> store, string referralId, int nextNumber) : IStatusWatch
{
    private (int Entries, string? Case, long Position) seen;

    public Task<IReadOnlyList<WatchStatusResponse>> LookAsync(CancellationToken cancellationToken) => store.ReadAsync(LookAsync, cancellationToken);

    private async Task<IReadOnlyList<WatchStatusResponse>> LookAsync(IntakeDbContext db, CancellationToken cancellationToken)
    {
        var now = await (
            from referral in db.Referrals
            where referral.Id == referralId
            join @case in db.Cases on referral.CaseId equals @case.CaseId into cases
            from @case in cases.DefaultIfEmpty()
            select new { Row = referral, Position = (long?)@case.Position }).SingleAsync(cancellationToken);
        var found = (now.Row.Entries, now.Row.CaseId, now.Position ?? 0);
        if (found == seen)
            return [];
        seen = found;
        var history = StatusHistory.Tell((await StatusReader.ReadSourcesAsync(db, [now.Row], cancellationToken))[0]);
        List<WatchStatusResponse> responses = [.. history.Entries.Where(told => told.Entry.Number >= nextNumber).Select(told => told.ToResponse(referralId))];
        nextNumber = Math.Max(nextNumber, history.Entries.Count + 1);
        return responses;
    }
}
