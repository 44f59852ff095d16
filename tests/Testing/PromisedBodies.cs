using System.Security.Cryptography;
using Referrals.Intake.V1;
using Referrals.Platform.Credentials;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.Testing;

/// <summary>Reads promises as whoever was given them would.</summary>
public static class PromisedBodies
{
    /// <summary>The bodies that a service has promised, each signed by the key in its data directory; throws for one that is not.</summary>
    public static IReadOnlyList<string> Of(string dataDirectory, string service, params IEnumerable<SignedPromise> promises)
    {
        using var key = FileSigningKey.Open(new CredentialOptions { Directory = dataDirectory }.ServiceKeyFile(service));
        using var verifier = new Ed25519PublicKey(key.PublicKey);
        return [.. promises.Select(promise => IsSigned(promise, verifier)
            ? promise.Body.ToStringUtf8()
            : throw new InvalidOperationException($"the promise is not signed by {service}: {promise.Body.ToStringUtf8()}"))];
    }

    private static bool IsSigned(SignedPromise promise, Ed25519PublicKey key) =>
        promise.BodySha256.Span.SequenceEqual(SHA256.HashData(promise.Body.Span)) && key.Verify(promise.BodySha256.Span, promise.Signature.Span);
}
