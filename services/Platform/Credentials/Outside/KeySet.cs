using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Platform.Credentials.Outside;

/// <summary>Keys as they were read at one time.</summary>
/// <param name="Keys">Public keys of pairs.</param>
/// <param name="Stamp">When their file was written; nothing for an address.</param>
/// <param name="ReadAt">Timestamp of the clock when they were read.</param>
internal sealed record KeySet(IReadOnlyCollection<SecurityKey> Keys, DateTime Stamp, long ReadAt)
{
    private const int ShortestRsa = 2048;

    public static KeySet None { get; } = new([], default, 0);

    /// <summary>The keys of a document (JWKS) that tokens may be signed with. A symmetric key in a public document is everybody's, and a short one soon anybody's.</summary>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static IReadOnlyCollection<SecurityKey> Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new JsonException("no key set");
        return [.. JsonWebKeySet.Create(text).Keys.Where(key => IsPublic(key) && key.Use is null or "" or "sig")];
    }

    private static bool IsPublic(JsonWebKey key) => key.Kty switch
    {
        JsonWebAlgorithmsKeyTypes.RSA => key.KeySize >= ShortestRsa,
        JsonWebAlgorithmsKeyTypes.EllipticCurve => true,
        _ => false,
    };

    public bool Has(string keyId) => Keys.Any(key => key.KeyId == keyId);
}
