using Referrals.Matching.GetMatches;
using Referrals.Matching.V1;

namespace Referrals.Matching;

/// <summary>
/// Serves <c>referrals.matching.v1.MatchingService</c>; each feature's folder has its part. What is not built yet (confirm,
/// reject, split, merge) answers UNIMPLEMENTED and says why.
/// </summary>
public sealed partial class MatchingGrpcService(MatchReader reader, DeskScope desks) : MatchingService.MatchingServiceBase;
