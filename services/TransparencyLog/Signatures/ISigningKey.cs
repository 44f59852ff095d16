namespace Referrals.TransparencyLog.Signatures;

/// <summary>
/// A private Ed25519 key, wherever it is kept: in a file (<see cref="FileSigningKey"/>) or in a hardware module that signs
/// and never gives the key away. Safe for use by many threads.
/// </summary>
public interface ISigningKey
{
    /// <summary>The public key, 32 bytes.</summary>
    ReadOnlySpan<byte> PublicKey { get; }

    /// <summary>Signs a message (RFC 8032); 64 bytes. The same message always gets the same signature.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
