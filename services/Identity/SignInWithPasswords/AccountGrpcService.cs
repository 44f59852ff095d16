using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.RecordSignIns;
using Referrals.Identity.SetFactors;
using Referrals.Identity.SignInWithPasswords;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    private const int LongestCode = 64;
    private const int LongestBrowser = 1024;

    public override async Task<SignInWithPasswordResponse> SignInWithPassword(SignInWithPasswordRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        var violations = new Violations();
        violations.Text(request.Principal, "principal", SignInRules.LongestName, minimum: 0);
        violations.Text(request.Password, "password", PasswordRules.LongestAttempt, minimum: 0);
        violations.Text(request.Code, "code", LongestCode, minimum: 0);
        violations.Require(request.Browser.Length <= LongestBrowser, "browser", "is too long", "TOO_LONG");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        // Hashing takes its time, so it is done before anything is locked.
        var hash = await store.ReadAsync(
            (db, token) => db.Accounts.Where(row => row.Principal == request.Principal).Select(row => row.PasswordHash).FirstOrDefaultAsync(token), context.CancellationToken);
        var isRight = await passwords.VerifyAsync(hash, request.Password, context.CancellationToken);
        var verdict = await store.ExecuteAsync((work, token) => JudgeAsync(work, request, hash, isRight, token), context.CancellationToken);
        AccountEvents.Count(AttemptRules.EventOf(verdict), AccountEvents.Password);
        return AttemptRules.IsProven(verdict)
            ? new SignInWithPasswordResponse { Outcome = AttemptRules.OutcomeOf(verdict), Principal = request.Principal, Browser = ByteString.CopyFrom(seal.SealBrowser(request.Principal, hash!)) }
            : new SignInWithPasswordResponse { Outcome = AttemptRules.OutcomeOf(verdict) };
    }

    /// <summary>Every attempt leaves a record, whomever it names: hashing bounds how many there are, and one takes as long as another.</summary>
    private async Task<AttemptVerdict> JudgeAsync(Work<IdentityDbContext> work, SignInWithPasswordRequest request, string? hash, bool isRight, CancellationToken cancellationToken)
    {
        // The password may have been changed while it was hashed.
        if (await AccountRows.FindAsync(work, request.Principal, cancellationToken) is not { } account || hash is null || account.Row.PasswordHash != hash || account.Principal.Suspended)
        {
            var named = await AccountRows.FindPrincipalAsync(work, request.Principal, cancellationToken);
            AccountEvents.RecordRefused(work, named, AccountEvents.Password, SignInRules.ReasonOf(named));
            return AttemptVerdict.Failed;
        }

        var now = time.GetUtcNow();
        var row = account.Row;
        var isKnown = seal.IsKnownBrowser(row.Principal, hash, request.Browser.ToByteArray());
        if (LockRules.IsLocked(isKnown ? row.KnownLockedUntil : row.LockedUntil, now))
        {
            AccountEvents.RecordRefused(work, account.Principal, AccountEvents.Password, "locked");
            return AttemptVerdict.WhileLocked;
        }

        var code = await MatchAsync(work, row, request.Code, isRight, now, cancellationToken);
        var before = isKnown ? row.KnownFailures : row.Failures;
        var verdict = AttemptRules.Judge(isRight, code is not MatchedCode.None, code is MatchedCode.Recovery, before);
        var failures = AttemptRules.IsProven(verdict) ? 0 : before + 1;
        DateTimeOffset? until = verdict is AttemptVerdict.Locks ? Microseconds.Truncate(now + LockRules.After(failures)) : null;
        if (isKnown)
            (row.KnownFailures, row.KnownLockedUntil) = (failures, until);
        else
            (row.Failures, row.LockedUntil) = (failures, until);
        RecordVerdict(work, account.Principal, verdict);
        return verdict;
    }

    /// <summary>Uses up the code that it is; with a wrong password none is.</summary>
    private async Task<MatchedCode> MatchAsync(Work<IdentityDbContext> work, AccountRow row, string code, bool isRight, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!isRight)
            return MatchedCode.None;
        if (Totp.Match(seal.OpenKey(row.Principal, row.AuthenticatorKey!), code.Trim(), now, row.LastStep) is { } step)
        {
            row.LastStep = step;
            return MatchedCode.Authenticator;
        }

        return RecoveryCodes.Read(code) is { } letters && await work.Sql.ExecuteAsync(
            "delete from account_recovery_codes where digest = @p0 and principal = @p1", [seal.DigestOf(row.Principal, letters), row.Principal], cancellationToken) == 1
            ? MatchedCode.Recovery
            : MatchedCode.None;
    }

    private static void RecordVerdict(Work<IdentityDbContext> work, PrincipalRow principal, AttemptVerdict verdict)
    {
        if (verdict is AttemptVerdict.Recovered)
            AccountEvents.Record(work, AuditTypes.AccountRecovered, principal, AccountEvents.Recovery, CredentialIssuer.PrincipalOf(principal));
        if (AttemptRules.IsProven(verdict))
            AccountEvents.Record(work, AuditTypes.SignedIn, principal, AccountEvents.Password, CredentialIssuer.PrincipalOf(principal));
        else
            AccountEvents.RecordRefused(work, principal, AccountEvents.Password, null);
        if (verdict is AttemptVerdict.Locks)
            AccountEvents.Record(work, AuditTypes.AccountLocked, principal, AccountEvents.Password, null);
    }

    private enum MatchedCode
    {
        None,
        Authenticator,
        Recovery,
    }
}
