using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.ReadFeatures;

namespace Referrals.Matching.PlaceReferral;

/// <summary>A referral against the cases that share keys with it.</summary>
/// <param name="SetAside">What of it was not compared.</param>
internal sealed record ScoredReferral(IReadOnlyList<ScoredCase> Cases, Candidates Candidates, IReadOnlyList<SetAside> SetAside);
