using Referrals.Common.V1;

namespace Referrals.Matching.Storage;

/// <summary>A key that a referral holds, with the value masked; gone once the referral is erased.</summary>
public sealed class ReferralKeyRow
{
    public required string ReferralId { get; init; }

    public required long Token { get; init; }

    public required IdentifierType IdentifierType { get; init; }

    public required string Masked { get; init; }
}
