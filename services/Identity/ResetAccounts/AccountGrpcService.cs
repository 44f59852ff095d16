using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    public override async Task<ResetAccountResponse> ResetAccount(ResetAccountRequest request, ServerCallContext context)
    {
        var response = await commands.RunAsync<ResetAccountRequest, ResetAccountResponse>(request, context, async (work, actor, token) =>
        {
            var opened = await accounts.OpenAsync(work, request.Principal, token);
            if (opened.IsRefused)
                return opened.Refusal!;
            var (principal, row) = opened.Value;
            (row.PasswordHash, row.AuthenticatorKey, row.LastStep) = (null, null, 0);
            (row.Failures, row.LockedUntil, row.ResetAt) = (0, null, Microseconds.Truncate(time.GetUtcNow()));
            (row.KnownFailures, row.KnownLockedUntil) = (0, null);
            await work.Db.AccountPasskeys.Where(passkey => passkey.Principal == row.Principal).ExecuteDeleteAsync(token);
            await work.Db.AccountRecoveryCodes.Where(code => code.Principal == row.Principal).ExecuteDeleteAsync(token);
            AccountEvents.Record(work, AuditTypes.AccountReset, principal, null, actor);
            return new ResetAccountResponse { Account = await AccountRows.DescribeAsync(work, opened.Value, token) };
        });
        AccountEvents.Count(AuditTypes.AccountReset, null);
        return response;
    }

    public override async Task<UnlockAccountResponse> UnlockAccount(UnlockAccountRequest request, ServerCallContext context)
    {
        var response = await commands.RunAsync<UnlockAccountRequest, UnlockAccountResponse>(request, context, async (work, actor, token) =>
        {
            var opened = await accounts.OpenAsync(work, request.Principal, token);
            if (opened.IsRefused)
                return opened.Refusal!;
            (opened.Value.Row.Failures, opened.Value.Row.LockedUntil) = (0, null);
            (opened.Value.Row.KnownFailures, opened.Value.Row.KnownLockedUntil) = (0, null);
            AccountEvents.Record(work, AuditTypes.AccountUnlocked, opened.Value.Principal, null, actor);
            return new UnlockAccountResponse { Account = await AccountRows.DescribeAsync(work, opened.Value, token) };
        });
        AccountEvents.Count(AuditTypes.AccountUnlocked, null);
        return response;
    }
}
