using Referrals.Matching.GetMatches;
using Referrals.Matching.V1;

namespace Referrals.Matching;

/// <summary>
/// Serves <c>referrals.matching.v1.MatchingService</c>; each feature's folder has its part. What has no part here (confirm,
/// reject, split, merge) answers UNIMPLEMENTED.
/// </summary>
public sealed partial class MatchingGrpcService(MatchReader reader, DeskScope desks) : MatchingService.MatchingServiceBase;
