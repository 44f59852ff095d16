using System.Collections.Immutable;
using Referrals.Common.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>Where a country case stands, and its lead hand-offs, by which it moves once accepted.</summary>
public sealed record CountryCaseState(ReferralState State, ImmutableDictionary<string, HandOffState> Leads)
{
    public static CountryCaseState Received { get; } = new(ReferralState.Received, ImmutableDictionary<string, HandOffState>.Empty);
}
