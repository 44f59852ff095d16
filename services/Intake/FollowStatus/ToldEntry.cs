using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>A numbered entry, the headline after it, and where it comes from.</summary>
public sealed record ToldEntry(StatusEntry Entry, ReferralState Headline, EntrySource Source);

/// <summary>The referral's own entry with this number, or the case's at this position; the other is 0. Both are, for what a case said that the referral has left.</summary>
public readonly record struct EntrySource(int Own, long CasePosition);
