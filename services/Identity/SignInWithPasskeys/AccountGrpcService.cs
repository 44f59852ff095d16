using System.Buffers.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.RecordSignIns;
using Referrals.Identity.SignInWithPasskeys;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    private const string AssertionState = "assertion";

    public override async Task<BeginPasskeySignInResponse> BeginPasskeySignIn(BeginPasskeySignInRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        RequireOrigin(request.Origin);
        return await store.ReadAsync(
            async (db, _) =>
            {
                using var passkeys = new Passkeys(db, request.Origin);
                var options = await passkeys.MakeRequestOptionsAsync();
                return new BeginPasskeySignInResponse
                {
                    OptionsJson = options.RequestOptionsJson,
                    State = ByteString.CopyFrom(seal.SealState(AssertionState, "", options.AssertionState!)),
                };
            },
            context.CancellationToken);
    }

    public override async Task<SignInWithPasskeyResponse> SignInWithPasskey(SignInWithPasskeyRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        RequireOrigin(request.Origin);
        var violations = new Violations();
        if (!violations.Text(request.CredentialJson, "credentialJson", LongestCredential))
            throw new RefusedException(violations.ToRefusal());
        var box = request.State.ToByteArray();
        var (owner, proven) = seal.OpenState(AssertionState, "", box) is { } state
            ? await store.ExecuteAsync((work, token) => AssertAsync(work, request, box, state, token), context.CancellationToken)
            : (null, null);
        if (owner is null)
            await unnamed.AddAsync(AccountEvents.Passkey, SignInRules.NotKnown, context.CancellationToken);
        AccountEvents.Count(proven is null ? AuditTypes.SignInFailed : AuditTypes.SignedIn, AccountEvents.Passkey);
        return new SignInWithPasskeyResponse { Outcome = proven is null ? SignInOutcome.Refused : SignInOutcome.Proven, Principal = proven ?? "" };
    }

    /// <summary>Whose the passkey is, and whom it proves; null for nobody. A state is used up by the first answer that is right.</summary>
    private async Task<(string? Owner, string? Proven)> AssertAsync(Work<IdentityDbContext> work, SignInWithPasskeyRequest request, byte[] box, AccountSeal.State state, CancellationToken cancellationToken)
    {
        using var passkeys = new Passkeys(work.Db, request.Origin);
        var result = await passkeys.AssertAsync(state.Content, request.CredentialJson);
        var owner = result.Succeeded ? result.User.Principal : await OwnerOfAsync(work, PasskeyAnswer.IdOf(request.CredentialJson), cancellationToken);
        if (owner is null)
            return (null, null);
        var principal = await work.Db.Principals.FirstAsync(row => row.Name == owner, cancellationToken);
        if (!result.Succeeded || principal.Suspended || !await accounts.UseAsync(work, box, state.Until, time.GetUtcNow(), cancellationToken)
            || !await TakeAsync(work, result.Passkey, cancellationToken))
        {
            AccountEvents.RecordRefused(work, principal, AccountEvents.Passkey, SignInRules.ReasonOf(principal));
            return (owner, null);
        }

        AccountEvents.Record(work, AuditTypes.SignedIn, principal, AccountEvents.Passkey, CredentialIssuer.PrincipalOf(principal));
        return (owner, owner);
    }

    /// <summary>Of two answers at once with one count of signatures only the first is taken; passkeys that do not count say 0.</summary>
    private async Task<bool> TakeAsync(Work<IdentityDbContext> work, UserPasskeyInfo passkey, CancellationToken cancellationToken) => await work.Sql.ExecuteAsync(
        "update account_passkeys set sign_count = @p1, backed_up = @p2, used_at = @p3 where passkey_id = @p0 and (sign_count < @p1 or (sign_count = 0 and @p1 = 0))",
        [Base64Url.EncodeToString(passkey.CredentialId), (long)passkey.SignCount, passkey.IsBackedUp, Microseconds.Truncate(time.GetUtcNow())],
        cancellationToken) == 1;

    private static Task<string?> OwnerOfAsync(Work<IdentityDbContext> work, string? passkeyId, CancellationToken cancellationToken) =>
        work.Db.AccountPasskeys.Where(row => row.PasskeyId == passkeyId).Select(row => (string?)row.Principal).FirstOrDefaultAsync(cancellationToken);
}
