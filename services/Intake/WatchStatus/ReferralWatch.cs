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

    public async Task<IReadOnlyList<WatchStatusResponse>> LookAsync(CancellationToken cancellationToken)
    {
        var found = await store.ReadAsync(FindAsync, cancellationToken);
        if (found == seen)
            return [];
        seen = found;
        return await store.ReadSnapshotAsync(TellAsync, cancellationToken);
    }

    private Task<(int Entries, string? Case, long Position)> FindAsync(IntakeDbContext db, CancellationToken cancellationToken) => (
        from referral in db.Referrals
        where referral.Id == referralId
        join @case in db.Cases on referral.CaseId equals @case.CaseId into cases
        from @case in cases.DefaultIfEmpty()
        select new ValueTuple<int, string?, long>(referral.Entries, referral.CaseId, ((long?)@case.Position) ?? 0)).SingleAsync(cancellationToken);

    private async Task<IReadOnlyList<WatchStatusResponse>> TellAsync(IntakeDbContext db, CancellationToken cancellationToken)
    {
        var row = await db.Referrals.SingleAsync(row => row.Id == referralId, cancellationToken);
        var history = StatusHistory.Tell((await StatusReader.ReadSourcesAsync(db, [row], cancellationToken))[0]);
        List<WatchStatusResponse> responses = [.. history.Entries.Where(told => told.Entry.Number >= nextNumber).Select(told => told.ToResponse(referralId))];
        nextNumber = Math.Max(nextNumber, history.Entries.Count + 1);
        return responses;
    }
}
