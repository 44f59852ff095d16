namespace Referrals.TransparencyLog.Verify;

/// <summary>A key that signed, and why it is believed.</summary>
/// <param name="Key">The verifier key.</param>
/// <param name="Fingerprint">SHA-256 of the public key, hex.</param>
/// <param name="Origin">Why.</param>
public sealed record KeyReport(string Key, string Fingerprint, KeyOrigin Origin);

/// <summary>Why a key is believed.</summary>
public enum KeyOrigin
{
    /// <summary>It came with what is verified: whoever made that up made up the key too.</summary>
    Bundle,

    /// <summary>A key that was given named it as its successor.</summary>
    Succession,

    /// <summary>It was given by the one who verifies.</summary>
    Pinned,
}
