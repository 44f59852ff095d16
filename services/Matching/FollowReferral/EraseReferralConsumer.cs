using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Inbox;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FollowReferral;

/// <summary>Deletes the keys and masked values of an erased referral; it stays in its case, and its case is told.</summary>
public sealed class EraseReferralConsumer(MatchingBatch batch, Store<MatchingDbContext> store)
    : IEventConsumer<MatchingDbContext, ReferralErased>, IBatchPreparation<MatchingDbContext, ReferralErased>, IBatchCompletion<MatchingDbContext>
{
    public async Task PrepareAsync(IReadOnlyList<ReferralErased> events, CancellationToken cancellationToken)
    {
        string[] ids = [.. events.Select(erased => erased.ReferralId)];
        var parts = await store.ReadSqlAsync((sql, token) => HeldKeys.OfAsync(sql, ids, token), cancellationToken);
        batch.PrepareToFollow(ids);
        batch.PrepareToErase(parts.SelectMany(part => part.All));
    }

    public Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.EnterAsync(work, cancellationToken);

    public Task CompleteAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.CompleteAsync(work, cancellationToken);

    public async Task ConsumeAsync(ReferralErased @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken)
    {
        var work = context.Work;
        var row = await ReferralUpdates.FindAsync(work, @event.ReferralId, cancellationToken);
        await batch.EraseAsync(work, row.Id, row.CaseId, cancellationToken);
        await KeyRows.MarkDestroyedAsync(work.Sql, cancellationToken);

        row.Explanation = StoredExplanation.Read(row.Explanation).WithoutValues().Write();
        await work.Db.Suggestions.Where(suggestion => suggestion.ReferralId == row.Id).LoadAsync(cancellationToken);
        foreach (var suggestion in work.Db.Suggestions.Local.Where(suggestion => suggestion.ReferralId == row.Id))
            suggestion.Explanation = StoredExplanation.Read(suggestion.Explanation).WithoutValues().Write();
        ReferralUpdates.Publish(work, row, ReferralUpdates.MetadataOf(row), ReferralChange.Erased);
    }
}
