using Referrals.Intake.Facts;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ReadReferral;

/// <summary>
/// What an officer who reads without need to know leaves behind: an entry that the sender sees at once and a record in the log,
/// both there before anything is answered.
/// </summary>
internal static class BrokenGlass
{
    public static async Task TellAsync(
        Work<IntakeDbContext> work, ReferralRow referral, BreakGlassReason reason, ReadMask mask, Principal officer, CancellationToken cancellationToken)
    {
        await OwnReferrals.LockRowAsync(work, referral.Id, cancellationToken);
        var tracked = (await work.Db.Referrals.FindAsync([referral.Id], cancellationToken))!;
        await OwnEntries.AddAsync(work, tracked, new StatusEntry { Detail = StatusDetail.ReadUnderBreakGlass, BreakGlass = reason }, cancellationToken);
        await work.Db.SaveChangesAsync(cancellationToken);
        var metadata = referral.ReadMetadata();
        work.Record($"referrals/{referral.Id}", new AuditEntry
        {
            Type = AuditTypes.BreakGlass,
            Actor = officer,
            Agency = metadata.AgencyId,
            Referral = referral.Id,
            Case = referral.CaseId,
            Justification = reason.ToString(),
            Handling = MetadataRules.Handling(metadata),
            Details = new Dictionary<string, string> { ["parts"] = mask.ContentParts },
        });
    }
}
