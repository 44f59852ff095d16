using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.SetFactors;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    private const string PasswordState = "password";
    private const string Issuer = "Referrals";

    public override async Task<BeginPasswordResponse> BeginPassword(BeginPasswordRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        var account = await ChangeAsync(context, (work, token) => accounts.OpenAsync(work, request.Principal, token));
        var key = RandomNumberGenerator.GetBytes(Totp.KeyBytes);
        return new BeginPasswordResponse
        {
            Key = Totp.Write(key),
            Uri = Totp.AddressOf(Issuer, account.Principal.Name, key),
            State = ByteString.CopyFrom(seal.SealState(PasswordState, account.Principal.Name, Convert.ToBase64String(key))),
        };
    }

    public override async Task<SetPasswordResponse> SetPassword(SetPasswordRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        var box = request.State.ToByteArray();
        if (seal.OpenState(PasswordState, request.Principal, box) is not { } state)
            throw new RefusedException(StateEnded());
        var key = Convert.FromBase64String(state.Content);
        var step = Totp.Match(key, request.Code.Trim(), time.GetUtcNow(), lastStep: 0);
        var violations = new Violations();
        PasswordRules.Check(request.Password, [Issuer, .. request.Principal.Split('/', '@', '-')], violations);
        violations.Require(step is not null, "code", "is not what the authenticator shows; look again", "WRONG");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        var hash = await passwords.HashAsync(request.Password, context.CancellationToken);
        var codes = RecoveryCodes.Make();
        var account = await ChangeAsync<Account>(context, async (work, token) =>
        {
            var opened = await accounts.OpenAsync(work, request.Principal, token);
            if (opened.IsRefused)
                return opened.Refusal!;
            if (!await accounts.UseAsync(work, box, state.Until, time.GetUtcNow(), token))
                return StateEnded();
            var (principal, row) = opened.Value;
            (row.PasswordHash, row.AuthenticatorKey, row.LastStep) = (hash, seal.SealKey(row.Principal, key), step!.Value);
            (row.Failures, row.LockedUntil, row.KnownFailures, row.KnownLockedUntil) = (0, null, 0, null);
            await ReplaceCodesAsync(work, row, codes, token);
            AccountEvents.Record(work, AuditTypes.FactorSet, principal, AccountEvents.Password, CredentialIssuer.PrincipalOf(principal));
            return await AccountRows.DescribeAsync(work, opened.Value, token);
        });
        AccountEvents.Count(AuditTypes.FactorSet, AccountEvents.Password);
        return new SetPasswordResponse { Account = account, RecoveryCodes = { codes }, Browser = ByteString.CopyFrom(seal.SealBrowser(request.Principal, hash)) };
    }

    private async Task ReplaceCodesAsync(Work<IdentityDbContext> work, AccountRow row, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        await work.Db.AccountRecoveryCodes.Where(code => code.Principal == row.Principal).ExecuteDeleteAsync(cancellationToken);
        work.Db.AccountRecoveryCodes.AddRange(codes.Select(code => new RecoveryCodeRow { Digest = seal.DigestOf(row.Principal, RecoveryCodes.Read(code)!), Principal = row.Principal }));
    }
}
