namespace Referrals.Identity.SignInWithPasswords;

/// <summary>What an attempt with a password is.</summary>
public enum AttemptVerdict
{
    /// <summary>Right, with a code of the authenticator.</summary>
    Proven,

    /// <summary>Right, with a recovery code.</summary>
    Recovered,

    /// <summary>Wrong.</summary>
    Failed,

    /// <summary>Wrong once too often.</summary>
    Locks,

    /// <summary>Not looked at, since wrong ones went before.</summary>
    WhileLocked,
}
