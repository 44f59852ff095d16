using Referrals.Matching.Storage;
using Referrals.Platform.Sealing;

namespace Referrals.Matching.MakeKeys;

/// <summary>
/// The secret behind the keys and the seals of features. It follows from the service's own key, which is stored wrapped under the
/// key-encryption key like any other: a process that has another one would never match anything, and does not start.
/// </summary>
public sealed class MatchingSecret(ServiceSeal<MatchingDbContext> seal)
{
    private readonly Lazy<byte[]> secret = new(() => seal.Key.Derive("matching"));

    public byte[] Value => secret.Value;
}
