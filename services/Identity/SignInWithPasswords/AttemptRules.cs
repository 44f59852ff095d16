using Referrals.Identity.Accounts;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;

namespace Referrals.Identity.SignInWithPasswords;

/// <summary>What becomes of an attempt to sign in with a password and a code.</summary>
public static class AttemptRules
{
    /// <param name="password">Whether the password is right.</param>
    /// <param name="code">Whether the code is one that is good now.</param>
    /// <param name="isRecovery">Whether that is a recovery code.</param>
    /// <param name="failures">Wrong attempts before this one.</param>
    public static AttemptVerdict Judge(bool password, bool code, bool isRecovery, int failures) => (password, code) switch
    {
        (true, true) => isRecovery ? AttemptVerdict.Recovered : AttemptVerdict.Proven,
        _ => LockRules.After(failures + 1) > TimeSpan.Zero ? AttemptVerdict.Locks : AttemptVerdict.Failed,
    };

    public static bool IsProven(AttemptVerdict verdict) => verdict is AttemptVerdict.Proven or AttemptVerdict.Recovered;

    /// <summary>What the person hears: wrong, locked and unknown are one.</summary>
    public static SignInOutcome OutcomeOf(AttemptVerdict verdict) => verdict switch
    {
        AttemptVerdict.Proven => SignInOutcome.Proven,
        AttemptVerdict.Recovered => SignInOutcome.Recovered,
        _ => SignInOutcome.Refused,
    };

    /// <summary>What it is counted as.</summary>
    public static string EventOf(AttemptVerdict verdict) => verdict switch
    {
        AttemptVerdict.Proven => AuditTypes.SignedIn,
        AttemptVerdict.Recovered => AuditTypes.AccountRecovered,
        AttemptVerdict.Locks => AuditTypes.AccountLocked,
        AttemptVerdict.WhileLocked => "refused_while_locked",
        _ => AuditTypes.SignInFailed,
    };
}
