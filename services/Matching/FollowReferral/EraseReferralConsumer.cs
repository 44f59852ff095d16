using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FollowReferral;

/// <summary>Deletes the keys and masked values of an erased referral; it stays in its case, and its case is told.</summary>
public sealed class EraseReferralConsumer(MatchingBatch batch, Store<MatchingDbContext> store)
    : IEventConsumer<MatchingDbContext, ReferralErased>, IBatchPreparation<MatchingDbContext, ReferralErased>
{
    public async Task PrepareAsync(IReadOnlyList<ReferralErased> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(erased => erased.ReferralId).ToList();
        batch.PrepareToErase(await store.ReadAsync(
            (db, token) => db.ReferralKeys.Where(key => ids.Contains(key.ReferralId)).Select(key => key.Token).ToListAsync(token), cancellationToken));
    }

    public Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.EnterAsync(work, cancellationToken);

    public async Task ConsumeAsync(ReferralErased @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken)
    {
        var work = context.Work;
        var row = await ReferralUpdates.FindAsync(work, @event.ReferralId, cancellationToken);
        await work.Db.ReferralKeys.Where(key => key.ReferralId == row.Id).LoadAsync(cancellationToken);
        var keys = work.Db.ReferralKeys.Local.Where(key => key.ReferralId == row.Id).ToList();

        // A supplement that another process applied since the preparation has brought keys that are not locked yet.
        await batch.Index.EnsureAsync(keys.Select(key => key.Token), cancellationToken);
        foreach (var key in keys)
            batch.Index.Remove(key.Token, row.CaseId);
        work.Db.ReferralKeys.RemoveRange(keys);

        row.Explanation = StoredExplanation.Read(row.Explanation).WithoutKeys().Write();
        await work.Db.Suggestions.Where(suggestion => suggestion.ReferralId == row.Id).LoadAsync(cancellationToken);
        foreach (var suggestion in work.Db.Suggestions.Local.Where(suggestion => suggestion.ReferralId == row.Id))
            suggestion.Explanation = StoredExplanation.Read(suggestion.Explanation).WithoutKeys().Write();
        ReferralUpdates.Publish(work, row, ReferralUpdates.MetadataOf(row), ReferralChange.Erased);
    }
}
