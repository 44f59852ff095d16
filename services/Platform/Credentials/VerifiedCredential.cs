namespace Referrals.Platform.Credentials;

/// <summary>What a credential proved: who it is, since when, and until when it may be believed.</summary>
public sealed record VerifiedCredential(Principal Principal, DateTimeOffset IssuedAt, DateTimeOffset Expires)
{
    /// <summary>Whether an issuer outside the exchange vouched for it, which is enough without a certificate.</summary>
    public bool IsOutside { get; init; }
}
