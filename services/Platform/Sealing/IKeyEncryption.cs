namespace Referrals.Platform.Sealing;

/// <summary>
/// The key-encryption key of one service, in several versions. It wraps the keys that content is sealed under and never leaves
/// where it lives: a file that only the exchange's user may read, or a hardware module. Safe for many threads, and for several
/// processes of one service.
/// </summary>
public interface IKeyEncryption
{
    /// <summary>The versions that are there, oldest first; keys are wrapped under the last. Made with the first when there is none.</summary>
    IReadOnlyList<KeyVersion> Versions { get; }

    /// <summary>Wraps a key of 32 bytes for a subject under the newest version.</summary>
    WrappedKey Wrap(string subject, ReadOnlySpan<byte> key);

    /// <summary>The key again.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The version is not there any more, or it was not wrapped so.</exception>
    byte[] Unwrap(string subject, WrappedKey wrapped);

    /// <summary>Makes a version, under which keys are wrapped from now on.</summary>
    KeyVersion Add();

    /// <summary>Destroys a version: what is wrapped under it can never be read again. False when it was gone, or is the newest.</summary>
    bool Destroy(int version);
}
