using System.Buffers.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    private const string PasskeyState = "passkey";
    private const int MostPasskeys = 10;
    private const int LongestPasskeyName = 64;
    private const int LongestCredential = 16 * 1024;

    public override async Task<BeginPasskeyResponse> BeginPasskey(BeginPasskeyRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        RequireOrigin(request.Origin);
        return await ChangeAsync<BeginPasskeyResponse>(context, async (work, token) =>
        {
            var opened = await accounts.OpenAsync(work, request.Principal, token);
            if (opened.IsRefused)
                return opened.Refusal!;
            using var passkeys = new Passkeys(work.Db, request.Origin);
            var options = await passkeys.MakeCreationOptionsAsync(opened.Value);
            return new BeginPasskeyResponse
            {
                OptionsJson = options.CreationOptionsJson,
                State = ByteString.CopyFrom(seal.SealState(PasskeyState, request.Principal, options.AttestationState!)),
            };
        });
    }

    public override async Task<AddPasskeyResponse> AddPasskey(AddPasskeyRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        RequireOrigin(request.Origin);
        var violations = new Violations();
        violations.Text(request.CredentialJson, "credentialJson", LongestCredential);
        violations.Text(request.Name, "name", LongestPasskeyName, minimum: 0);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        var box = request.State.ToByteArray();
        if (seal.OpenState(PasskeyState, request.Principal, box) is not { } state)
            throw new RefusedException(StateEnded());
        var account = await ChangeAsync<Account>(context, async (work, token) =>
        {
            var opened = await accounts.OpenAsync(work, request.Principal, token);
            if (opened.IsRefused)
                return opened.Refusal!;
            if (!await accounts.UseAsync(work, box, state.Until, time.GetUtcNow(), token))
                return StateEnded();
            if (await work.Db.AccountPasskeys.CountAsync(row => row.Principal == request.Principal, token) >= MostPasskeys)
                return Refusal.FailedPrecondition("TOO_MANY_PASSKEYS", $"an account has at most {MostPasskeys} passkeys");
            using var passkeys = new Passkeys(work.Db, request.Origin);
            var result = await passkeys.AttestAsync(state.Content, request.CredentialJson);
            if (!result.Succeeded)
                return Refusal.Invalid("credentialJson", "is not the passkey that was asked for", "WRONG");
            work.Db.AccountPasskeys.Add(RowOf(result.Passkey, request, Microseconds.Truncate(time.GetUtcNow())));
            AccountEvents.Record(work, AuditTypes.FactorSet, opened.Value.Principal, AccountEvents.Passkey, CredentialIssuer.PrincipalOf(opened.Value.Principal));
            return await AccountRows.DescribeAsync(work, opened.Value, token);
        });
        AccountEvents.Count(AuditTypes.FactorSet, AccountEvents.Passkey);
        return new AddPasskeyResponse { Account = account };
    }

    public override async Task<RemovePasskeyResponse> RemovePasskey(RemovePasskeyRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        var account = await ChangeAsync<Account>(context, async (work, token) =>
        {
            if (await AccountRows.FindAsync(work, request.Principal, token) is not { } found)
                return Refusal.NotFound("account");
            var passkeys = await work.Db.AccountPasskeys.Where(row => row.Principal == request.Principal).ToListAsync(token);
            if (passkeys.FirstOrDefault(row => row.PasskeyId == request.PasskeyId) is not { } passkey)
                return Refusal.NotFound("passkey");
            if (passkeys.Count == 1 && found.Row.PasswordHash is null)
                return Refusal.FailedPrecondition("LAST_FACTOR", "nothing would be left to sign in with; add another first");
            work.Db.AccountPasskeys.Remove(passkey);
            AccountEvents.Record(work, AuditTypes.FactorRemoved, found.Principal, AccountEvents.Passkey, CredentialIssuer.PrincipalOf(found.Principal));
            return await AccountRows.DescribeAsync(work, found, token);
        });
        AccountEvents.Count(AuditTypes.FactorRemoved, AccountEvents.Passkey);
        return new RemovePasskeyResponse { Account = account };
    }

    private static void RequireOrigin(string origin)
    {
        if (!Passkeys.IsOrigin(origin))
            throw new RefusedException(Refusal.Invalid("origin", "must be an origin, such as https://referrals.example", "MALFORMED"));
    }

    private static PasskeyRow RowOf(Microsoft.AspNetCore.Identity.UserPasskeyInfo passkey, AddPasskeyRequest request, DateTimeOffset now) => new()
    {
        PasskeyId = Base64Url.EncodeToString(passkey.CredentialId),
        Principal = request.Principal,
        Name = request.Name.Trim().Length > 0 ? request.Name.Trim() : "Passkey",
        PublicKey = passkey.PublicKey,
        SignCount = passkey.SignCount,
        Transports = string.Join(' ', passkey.Transports ?? []),
        UserVerified = passkey.IsUserVerified,
        BackupEligible = passkey.IsBackupEligible,
        BackedUp = passkey.IsBackedUp,
        AddedAt = now,
    };
}
