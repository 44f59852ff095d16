using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;

namespace Referrals.Intake.Withdraw;

/// <summary>The sender takes a referral back. What was done stays in the trail.</summary>
public sealed class WithdrawHandler(Commands<IntakeDbContext> commands, StatusReader statuses)
{
    public Task<WithdrawResponse> WithdrawAsync(WithdrawRequest request, ServerCallContext context)
    {
        if (request.Reason == WithdrawalReason.Unspecified)
            throw new RefusedException(Refusal.Invalid("reason", "is required", "REQUIRED"));
        return commands.RunAsync<WithdrawRequest, WithdrawResponse>(request, context, async (work, principal, token) =>
        {
            var found = await OwnReferrals.LockOpenAsync(work, request.ReferralId, principal, token);
            if (found.Refusal is { } refusal)
                return refusal;
            var referral = found.Value;
            referral.WithdrawnAt = work.Now;
            await OwnEntries.AddAsync(work, referral, new StatusEntry { Detail = StatusDetail.Withdrawn }, token);
            await work.Db.SaveChangesAsync(token);

            var metadata = referral.ReadMetadata();
            var stream = $"referrals/{referral.Id}";
            work.Record(stream, new AuditEntry
            {
                Type = AuditTypes.Withdrawn,
                Actor = principal,
                Agency = metadata.AgencyId,
                Referral = referral.Id,
                Justification = request.Reason.ToString(),
                Handling = MetadataRules.Handling(metadata),
            });
            work.Publish(stream, new ReferralWithdrawn { Referral = metadata, Reason = request.Reason });
            return new WithdrawResponse { Status = await statuses.ReadAsync(work.Db, referral, token) };
        });
    }
}
