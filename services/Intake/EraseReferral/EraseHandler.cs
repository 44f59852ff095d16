using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Content;
using Referrals.Intake.Facts;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.EraseReferral;

/// <summary>
/// Destroys the key of a referral's content and, with it, the salts of its commitments. The reference, the facts that are no
/// content, the status and the trail stay.
/// </summary>
public sealed class EraseHandler(Commands<IntakeDbContext> commands, Store<IntakeDbContext> store)
{
    public async Task<EraseResponse> EraseAsync(EraseRequest request, ServerCallContext context)
    {
        if (request.Reason == ErasureReason.Unspecified || !System.Enum.IsDefined(request.Reason))
            throw new RefusedException(Refusal.Invalid("reason", "is required", "REQUIRED"));
        var response = await commands.RunAsync<EraseRequest, EraseResponse>(request, context, async (work, principal, token) =>
        {
            var found = await FindAsync(work, request.ReferralId, principal, token);
            if (found.Refusal is { } refusal)
                return refusal;
            var referral = found.Value;
            if (referral.ErasedAt is not null)
                return OwnReferrals.Ended(referral)!;
            ContentReader.Decide(referral.Id);
            await ContentStore.EraseAsync(work.Sql, referral.Id, token);
            referral.ErasedAt = work.Now;
            referral.ContentDigest = "";
            referral.OpenQuestions = 0;
            await OwnEntries.AddAsync(work, referral, new StatusEntry { Detail = StatusDetail.Erased }, token);
            Announce(work, referral, request.Reason, principal);
            IntakeTelemetry.Erased();
            return new EraseResponse { ErasedAt = work.Now.ToTimestamp() };
        });
        await store.ScrubAsync(context.CancellationToken);
        return response;
    }

    /// <summary>An agency erases its own; an operator, who reads none, any.</summary>
    private static async Task<Result<ReferralRow>> FindAsync(Work<IntakeDbContext> work, string referralId, Principal principal, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid("ref", referralId))
            return OwnReferrals.Malformed("referralId");
        await OwnReferrals.LockRowAsync(work, referralId, cancellationToken);
        return OwnReferrals.Check(await work.Db.Referrals.FindAsync([referralId], cancellationToken), principal, Right.Erase);
    }

    private static void Announce(Work<IntakeDbContext> work, ReferralRow referral, ErasureReason reason, Principal principal)
    {
        var metadata = referral.ReadMetadata();
        var stream = $"referrals/{referral.Id}";
        work.Record(stream, new AuditEntry
        {
            Type = AuditTypes.Erased,
            Actor = principal,
            Agency = metadata.AgencyId,
            Team = metadata.TeamId,
            Referral = referral.Id,
            Justification = reason.ToString(),
            Handling = MetadataRules.Handling(metadata),
        });
        work.Publish(stream, new ReferralErased { ReferralId = referral.Id, Reason = reason });
    }
}
