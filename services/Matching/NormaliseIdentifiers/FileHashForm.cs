using Referrals.Common.V1;
using Referrals.Matching.FindPictures;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Hashes of files in lower-case hexadecimal digits. The hash of the empty file and of one value over and over name no file.</summary>
internal static class FileHashForm
{
    private static readonly HashSet<string> OfNothing =
    [
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ];

    public static NormalisedIdentifier? Normalise(Identifier identifier)
    {
        var hash = PlainText.Clean(identifier.Value).ToLowerInvariant();
        var length = identifier.Algorithm switch
        {
            HashAlgorithm.Md5 => 32,
            HashAlgorithm.Sha1 => 40,
            HashAlgorithm.Sha256 or HashAlgorithm.Pdq => 64,
            _ => 0,
        };
        return hash.Length != length || !hash.All(char.IsAsciiHexDigitLower) || Placeholders.Has(hash) || OfNothing.Contains(hash)
            ? null
            : new NormalisedIdentifier(IdentifierType.FileHash, $"{identifier.Algorithm}:{hash}".ToLowerInvariant(), hash);
    }

    /// <summary>A picture's looks, which near copies share in part; null for any other identifier.</summary>
    public static PictureHash? LooksOf(NormalisedIdentifier identifier) =>
        identifier.Type == IdentifierType.FileHash && identifier.Canonical.StartsWith("pdq:", StringComparison.Ordinal) ? PictureHash.Parse(identifier.Legible) : null;
}
