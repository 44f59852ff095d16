using Referrals.Common.V1;
using Referrals.Matching.V1;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Where a key of a referral stands already.</summary>
/// <param name="Frequency">Referrals that held it when it was compared.</param>
/// <param name="Cases">The cases that they are in; complete unless the key is hot.</param>
public sealed record KeyEvidence(IdentifierType Type, long Token, int Frequency, IReadOnlyList<KeyedCase> Cases)
{
    /// <summary>What the key is made of.</summary>
    public ComparedField Field { get; init; } = ComparedField.Identifier;
}

/// <summary>A case in which a key stands, and the first referral that brought it there. Case ids sort by age.</summary>
public sealed record KeyedCase(string CaseId, string ReferralId);
