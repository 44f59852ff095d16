using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.TransparencyLog.Trust;

/// <summary>
/// A log's key names another as its successor: a note of three lines (what it is, the log's origin, the new key's vkey)
/// signed by the old key. Whoever trusts the old key learns the new one from it, however long ago the old one was retired.
/// </summary>
public static class KeySuccession
{
    private const string Header = "referrals/log-key-succession/v1";

    /// <summary>Names a successor.</summary>
    public static string Sign(string origin, VerifierKey successor, VerifierKey key, ISigningKey signer) => KeyStatement.Sign(Header, origin, successor, key, signer);

    /// <summary>The successor that one of these keys names for this log; null when the note is not that.</summary>
    public static VerifierKey? TryVerify(string succession, string origin, IReadOnlyList<VerifierKey> keys) =>
        KeyStatement.TryVerify(succession, Header, keys) is { } stated && stated.Subject == origin ? stated.Key : null;
}
