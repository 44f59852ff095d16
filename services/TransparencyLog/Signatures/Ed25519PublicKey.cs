namespace Referrals.TransparencyLog.Signatures;

/// <summary>An Ed25519 public key (RFC 8032), 32 bytes. Safe for use by many threads.</summary>
public sealed class Ed25519PublicKey : IDisposable
{
    /// <summary>Length of a public key in bytes.</summary>
    public const int Length = 32;

    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureLength = 64;

    private readonly KeyHandle key;
    private readonly byte[] bytes;

    /// <summary>The key of 32 bytes; <see cref="FormatException"/> for any other length.</summary>
    public Ed25519PublicKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new FormatException($"an Ed25519 public key has {Length} bytes");
        this.bytes = bytes.ToArray();
        key = new KeyHandle(LibCrypto.NewPublicKey(LibCrypto.Ed25519, 0, bytes, Length));
        if (key.IsInvalid)
            throw new FormatException("not an Ed25519 public key");
    }

    /// <summary>The encoded key.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Whether the signature, 64 bytes, is of this message by this key; false for any other length.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        var context = LibCrypto.NewContext();
        try
        {
            return LibCrypto.BeginVerifying(context, 0, 0, 0, key) == 1
                && LibCrypto.Verify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
        }
        finally
        {
            LibCrypto.FreeContext(context);
        }
    }

    public void Dispose() => key.Dispose();
}
