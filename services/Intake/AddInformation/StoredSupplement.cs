using Referrals.Contracts;

namespace Referrals.Intake.AddInformation;

/// <summary>The referral after a supplement, whose number is in it, the supplement's hash, and the commitments to it.</summary>
public sealed record StoredSupplement(ReferralMetadata Referral, string ContentSha256, IReadOnlyDictionary<string, string> Commitments);
