using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FollowReferral;

/// <summary>Tells a case what happened to one of its referrals. The record of it is Intake's, in the referral's stream.</summary>
internal static class ReferralUpdates
{
    /// <summary>A referral that was placed (the order of its stream says that it was), in the case where it stays until the commit: that one is locked.</summary>
    public static async Task<ReferralRow> FindAsync(Work<MatchingDbContext> work, string referralId, CancellationToken cancellationToken)
    {
        var row = await work.Db.Referrals.FindAsync([referralId], cancellationToken) ?? throw new InvalidOperationException("the referral was never placed");

        // What was read before its case was locked may have been moved since.
        while (work.Db.Cases.Local.FindEntry(row.CaseId) is null)
        {
            await MatchingBatch.FindCaseAsync(work, row.CaseId, cancellationToken);
            await work.Db.Entry(row).ReloadAsync(cancellationToken);
        }

        return row;
    }

    public static void Publish(
        Work<MatchingDbContext> work, ReferralRow row, ReferralMetadata referral, ReferralChange change, Func<ReferralUpdated, ReferralUpdated>? complete = null)
    {
        row.Metadata = EventJson.Write(referral);
        var update = new ReferralUpdated { CaseId = row.CaseId, Referral = referral, Change = change };
        work.Publish(CaseNames.StreamOf(row.CaseId), complete is null ? update : complete(update));
    }

    public static ReferralMetadata MetadataOf(ReferralRow row) => JsonSerializer.Deserialize<ReferralMetadata>(row.Metadata, EventJson.Options)!;
}
