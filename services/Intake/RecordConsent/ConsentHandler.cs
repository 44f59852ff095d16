using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Facts;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.RecordConsent;

/// <summary>The originator of an H2 referral consents to its being handed on, or does not. The latest word counts.</summary>
public sealed class ConsentHandler(Commands<IntakeDbContext> commands)
{
    public Task<GiveConsentResponse> GiveAsync(GiveConsentRequest request, ServerCallContext context)
    {
        if (request.Scope == ConsentScope.Unspecified)
            throw new RefusedException(Refusal.Invalid("scope", "is required", "REQUIRED"));
        return commands.RunAsync<GiveConsentRequest, GiveConsentResponse>(request, context, async (work, principal, token) =>
            await RecordAsync(work, request.ReferralId, request.Scope, principal, token) is { } refusal
                ? refusal
                : new GiveConsentResponse { RecordedAt = work.Now.ToTimestamp() });
    }

    public Task<RefuseConsentResponse> RefuseAsync(RefuseConsentRequest request, ServerCallContext context) =>
        commands.RunAsync<RefuseConsentRequest, RefuseConsentResponse>(request, context, async (work, principal, token) =>
            await RecordAsync(work, request.ReferralId, ConsentScope.Unspecified, principal, token) is { } refusal
                ? refusal
                : new RefuseConsentResponse { RecordedAt = work.Now.ToTimestamp() });

    /// <summary>With an unspecified scope: refused.</summary>
    private static async Task<Refusal?> RecordAsync(
        Work<IntakeDbContext> work, string referralId, ConsentScope scope, Principal principal, CancellationToken cancellationToken)
    {
        var found = await OwnReferrals.LockOpenAsync(work, referralId, principal, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        var refused = scope == ConsentScope.Unspecified;
        var number = await work.Db.Consents.CountAsync(row => row.ReferralId == referralId, cancellationToken) + 1;
        work.Db.Add(new ConsentRow { ReferralId = referralId, Number = number, Scope = scope, Refused = refused, At = work.Now });
        await OwnEntries.AddAsync(work, referral, new StatusEntry { Detail = refused ? StatusDetail.ConsentRefused : StatusDetail.ConsentGiven }, cancellationToken);

        work.Follow(referral.ConsentAsked);
        var metadata = referral.ReadMetadata();
        var stream = $"referrals/{referralId}";
        work.Record(stream, new AuditEntry
        {
            Type = refused ? AuditTypes.ConsentRefused : AuditTypes.ConsentGiven,
            Actor = principal,
            Agency = metadata.AgencyId,
            Referral = referralId,
            Handling = MetadataRules.Handling(metadata),
            Details = refused ? null : new Dictionary<string, string> { ["scope"] = scope.ToString() },
        });
        work.Publish(stream, refused ? new ConsentRefused { Referral = metadata } : new ConsentGiven { Referral = metadata, Scope = scope });
        return null;
    }
}
