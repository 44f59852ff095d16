using Referrals.Platform.Credentials;

namespace Referrals.Identity.IssueCredentials;

/// <summary>Whether a credential file may stay as it is.</summary>
public static class CredentialRules
{
    /// <summary>It was read with the current key, was not replaced, says of the principal what holds now, and does not end soon.</summary>
    public static bool MayStay(VerifiedCredential? read, Principal expected, DateTimeOffset? notBefore, DateTimeOffset now, TimeSpan renewBefore) =>
        read is { } credential
        && credential.Expires - now > renewBefore
        && !(credential.IssuedAt < notBefore)
        && credential.Principal with { Desks = [] } == expected with { Desks = [] }
        && credential.Principal.Desks.SequenceEqual(expected.Desks);
}
