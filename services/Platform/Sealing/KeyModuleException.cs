namespace Referrals.Platform.Sealing;

/// <summary>The module that holds the key-encryption keys cannot be used just now, or at all; the text names no key.</summary>
public sealed class KeyModuleException(string message) : Exception(message);
