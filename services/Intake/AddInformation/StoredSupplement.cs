using Referrals.Contracts;

namespace Referrals.Intake.AddInformation;

/// <summary>The referral after a supplement, whose number is in it, and the supplement's hash.</summary>
public sealed record StoredSupplement(ReferralMetadata Referral, string ContentSha256);
