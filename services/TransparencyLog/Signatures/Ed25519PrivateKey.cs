using System.Security.Cryptography;

namespace Referrals.TransparencyLog.Signatures;

/// <summary>An Ed25519 private key (RFC 8032) in memory, made of a seed of 32 bytes.</summary>
public sealed class Ed25519PrivateKey : ISigningKey, IDisposable
{
    /// <summary>Length of a seed in bytes.</summary>
    public const int SeedLength = 32;

    private readonly KeyHandle key;
    private readonly byte[] publicKey = new byte[Ed25519PublicKey.Length];

    /// <summary>The key of a seed; <see cref="FormatException"/> when it has not 32 bytes.</summary>
    public Ed25519PrivateKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedLength)
            throw new FormatException($"an Ed25519 seed has {SeedLength} bytes");
        key = new KeyHandle(LibCrypto.NewPrivateKey(LibCrypto.Ed25519, 0, seed, SeedLength));
        nuint length = Ed25519PublicKey.Length;
        if (key.IsInvalid || LibCrypto.GetPublicKey(key, publicKey, ref length) != 1)
            throw new CryptographicException("libcrypto cannot make an Ed25519 key");
    }

    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>A seed from the system's random source.</summary>
    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedLength);

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519PublicKey.SignatureLength];
        nuint length = Ed25519PublicKey.SignatureLength;
        var context = LibCrypto.NewContext();
        try
        {
            if (LibCrypto.BeginSigning(context, 0, 0, 0, key) != 1
                || LibCrypto.Sign(context, signature, ref length, message, (nuint)message.Length) != 1)
                throw new CryptographicException("libcrypto cannot sign");
        }
        finally
        {
            LibCrypto.FreeContext(context);
        }

        return signature;
    }

    public void Dispose() => key.Dispose();
}
