using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Contracts;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Facts;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;

namespace Referrals.Intake.AddInformation;

/// <summary>Adds facts to a referral. Never refused as a duplicate, and never for the backlog.</summary>
public sealed class AddInformationHandler(Commands<IntakeDbContext> commands, SupplementWriter supplements, BusinessClock clock)
{
    public Task<AddInformationResponse> AddAsync(AddInformationRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        SubmissionRules.CheckSupplement(violations, request.Content, "content", clock.Now);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        return commands.RunAsync<AddInformationRequest, AddInformationResponse>(request, context, async (work, principal, token) =>
        {
            var found = await OwnReferrals.LockOpenAsync(work, request.ReferralId, principal, token);
            if (found.Refusal is { } refusal)
                return refusal;
            var referral = found.Value;
            if (SupplementWriter.CheckReference(referral, request.Content) is { } wrongReference)
                return wrongReference;

            var stored = await supplements.WriteAsync(work, referral, request.Content, null, token);
            var number = stored.Referral.Supplements;
            await OwnEntries.AddAsync(work, referral, new StatusEntry { Detail = StatusDetail.Supplemented, Supplement = number }, token);
            var stream = $"referrals/{referral.Id}";
            work.Record(stream, new AuditEntry
            {
                Type = AuditTypes.Supplemented,
                Actor = principal,
                Agency = stored.Referral.AgencyId,
                Referral = referral.Id,
                Handling = MetadataRules.Handling(stored.Referral),
                Details = new Dictionary<string, string> { ["supplement"] = Content.ContentStore.Part(number) },
                Commitments = stored.Commitments,
            });
            work.Publish(stream, new InformationAdded { Referral = stored.Referral, Supplement = number });
            IntakeTelemetry.Supplemented();
            return new AddInformationResponse { Supplement = number, ReceivedAt = work.Now.ToTimestamp(), ContentSha256 = stored.ContentSha256 };
        });
    }
}
