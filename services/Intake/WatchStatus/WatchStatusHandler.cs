using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.WatchStatus;

/// <summary>Streams status entries as they are stored, by whichever process, until the caller leaves.</summary>
public sealed class WatchStatusHandler(Store<IntakeDbContext> store, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    public async Task WatchAsync(WatchStatusRequest request, IServerStreamWriter<WatchStatusResponse> entries, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Require(request.ReferralId.Length == 0 || Ids.IsValid("ref", request.ReferralId), "referralId", "must be an id of its kind", "MALFORMED");
        violations.Require(request.FromNumber >= 0, "fromNumber", "must not be negative", "OUT_OF_RANGE");
        violations.Require(request.FromNumber == 0 || request.ReferralId.Length > 0, "fromNumber", "must be given with a referral only", "NOT_ALLOWED");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        var principal = context.GetPrincipal();
        IStatusWatch watch = request.ReferralId.Length == 0
            ? new SenderWatch(store, Senders.Of(principal))
            : new ReferralWatch(store, await FindAsync(request.ReferralId, principal, context.CancellationToken), Math.Max(1, request.FromNumber));

        while (!context.CancellationToken.IsCancellationRequested)
        {
            foreach (var response in await watch.LookAsync(context.CancellationToken))
                await entries.WriteAsync(response, context.CancellationToken);
            await Task.Delay(LookEvery, time, context.CancellationToken);
        }
    }

    private async Task<string> FindAsync(string referralId, Principal principal, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync((db, token) => db.Referrals.FirstOrDefaultAsync(row => row.Id == referralId, token), cancellationToken);
        return OwnReferrals.Check(row, principal).OrThrow().Id;
    }
}
