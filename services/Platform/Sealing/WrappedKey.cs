namespace Referrals.Platform.Sealing;

/// <summary>A key as it is stored: encrypted under a version of the key-encryption key.</summary>
public sealed record WrappedKey(int Version, byte[] Bytes);
