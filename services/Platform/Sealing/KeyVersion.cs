namespace Referrals.Platform.Sealing;

/// <summary>A version of a key-encryption key, numbered from 1, and when it was made, real time.</summary>
public sealed record KeyVersion(int Number, DateTimeOffset CreatedAt);
