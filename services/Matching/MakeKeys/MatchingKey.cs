using Referrals.Common.V1;
using Referrals.Matching.FindPictures;
using Referrals.Matching.V1;

namespace Referrals.Matching.MakeKeys;

/// <summary>What stands for a value, or for several together, in the store: a keyed token, and an identifier's value with the middle masked.</summary>
/// <param name="Type">Of an identifier; unspecified for other keys.</param>
public sealed record MatchingKey(IdentifierType Type, long Token, string Masked)
{
    /// <summary>What the key is made of.</summary>
    public ComparedField Field { get; init; } = ComparedField.Identifier;

    /// <summary>Of a picture that is found by what looks like it: such a key is compared in memory, and not stored.</summary>
    public PictureHash? Looks { get; init; }
}
