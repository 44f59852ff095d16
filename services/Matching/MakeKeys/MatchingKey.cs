using Referrals.Common.V1;

namespace Referrals.Matching.MakeKeys;

/// <summary>What stands for an identifier in the store: a keyed token, and its value with the middle masked.</summary>
public sealed record MatchingKey(IdentifierType Type, long Token, string Masked);
