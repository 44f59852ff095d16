using Microsoft.EntityFrameworkCore;
using Referrals.Contracts;
using Referrals.Intake.Content;
using Referrals.Intake.Facts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Intake.AddInformation;

/// <summary>Stores what a sender adds as the next supplement of a referral that the transaction has locked.</summary>
public sealed class SupplementWriter(ContentStore store)
{
    /// <summary>The reference names the referral: what is added may repeat it.</summary>
    public static Refusal? CheckReference(ReferralRow referral, Referral content) =>
        content.AgencyReference.Length == 0 || content.AgencyReference == referral.AgencyReference
            ? null
            : Refusal.Invalid("content.agencyReference", "must be empty or the reference of the referral", "NOT_ALLOWED");

    public async Task<StoredSupplement> WriteAsync(
        Work<IntakeDbContext> work, ReferralRow referral, Referral content, string? informationRequestId, CancellationToken cancellationToken)
    {
        var canonical = CanonicalContent.Of(content);
        var presence = (Presence)referral.Presence | PresenceRules.Of(content);
        var earlier = referral.ReadMetadata();
        var metadata = MetadataRules.WithSupplement(earlier, content, presence, earlier.Supplements + 1);
        referral.Presence = (int)presence;
        referral.Write(metadata);
        work.Db.Add(new SupplementRow
        {
            ReferralId = referral.Id,
            Number = metadata.Supplements,
            ReceivedAt = work.Now,
            InformationRequestId = informationRequestId,
        });
        var part = ContentStore.Part(metadata.Supplements);
        var key = await store.WriteAsync(work.Sql, referral.Id, part, canonical.Bytes, cancellationToken);
        return new StoredSupplement(metadata, canonical.Sha256, Commitments.To(content, part, key));
    }
}
