using Referrals.Common.V1;

namespace Referrals.Routing.PlanHandOffs;

/// <summary>A team that was offered this part before and is not asked again, and why: <c>DECLINED_BEFORE</c>, <c>TIMED_OUT_BEFORE</c>, …</summary>
internal sealed record TriedTeam(HandOffRole Role, string TeamId, string Reason);
