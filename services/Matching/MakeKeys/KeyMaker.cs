using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;

namespace Referrals.Matching.MakeKeys;

/// <summary>Makes keys of identifiers: 64 bits of HMAC-SHA-256 over version, type and normal form, so that the store holds no identifier.</summary>
public static class KeyMaker
{
    /// <summary>The keys of a referral or supplement, each once, at most <paramref name="limit"/>.</summary>
    public static IReadOnlyList<MatchingKey> Make(IEnumerable<Identifier> identifiers, IReadOnlyCollection<string> countries, byte[] secret, int limit) =>
    [
        .. identifiers
            .Select(identifier => IdentifierNormaliser.Normalise(identifier, countries))
            .OfType<NormalisedIdentifier>()
            .DistinctBy(identifier => (identifier.Type, identifier.Canonical))
            .Take(limit)
            .Select(identifier => new MatchingKey(identifier.Type, Token(identifier, secret), Masking.Mask(identifier.Legible))),
    ];

    private static long Token(NormalisedIdentifier identifier, byte[] secret)
    {
        var text = $"{IdentifierNormaliser.Version}\u001f{identifier.Type}\u001f{identifier.Canonical}";
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
