using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Intake.Content;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.SubmitReferral;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ReadReferral;

/// <summary>Reads a receipt again, by the referral's id or the sender's reference, and says whether the log has kept its promise.</summary>
public sealed class GetReceiptHandler(Store<IntakeDbContext> store, ContentStore content, KeptPromises promises)
{
    public async Task<GetReceiptResponse> GetAsync(GetReceiptRequest request, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var sender = Senders.Of(principal);
        var row = request.OfCase switch
        {
            GetReceiptRequest.OfOneofCase.ReferralId when !Ids.IsValid("ref", request.ReferralId) => throw new RefusedException(OwnReferrals.Malformed("referralId")),
            GetReceiptRequest.OfOneofCase.ReferralId => await FindAsync(row => row.Id == request.ReferralId, context.CancellationToken),
            GetReceiptRequest.OfOneofCase.AgencyReference => await FindAsync(
                row => row.Sender == sender && row.AgencyReference == request.AgencyReference, context.CancellationToken),
            _ => throw new RefusedException(Refusal.Invalid("referralId", "or agencyReference is required", "REQUIRED")),
        };
        var referral = OwnReferrals.Check(row, principal).OrThrow();
        var answer = await store.ReadSqlAsync((sql, token) => ReadAsync(sql, referral, token), context.CancellationToken);
        await promises.AddAsync(answer, context.CancellationToken);
        return answer;
    }

    private async Task<GetReceiptResponse> ReadAsync(Sql sql, ReferralRow referral, CancellationToken cancellationToken)
    {
        var answer = new GetReceiptResponse { Receipt = Receipts.Of(referral, await content.ReadHashAsync(sql, referral.Id, cancellationToken)) };
        if (await content.KeyOfAsync(sql, referral.Id, cancellationToken) is { } key
            && await content.ReadAsync(sql, referral.Id, ContentStore.Submission, cancellationToken) is { } submission)
            answer.Salts.AddRange(Commitments.SaltsOf(submission, 0, key));
        return answer;
    }

    private Task<ReferralRow?> FindAsync(System.Linq.Expressions.Expression<Func<ReferralRow, bool>> which, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => db.Referrals.FirstOrDefaultAsync(which, token), cancellationToken);
}
