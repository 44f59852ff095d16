using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;

namespace Referrals.Matching.GetMatches;

/// <summary>A decided match or an open suggestion, as it is stored.</summary>
public sealed record MatchLine(string ReferralId, string CaseId, MatchDecision Decision, DateTimeOffset At, StoredExplanation Explanation);
