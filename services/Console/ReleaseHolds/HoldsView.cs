using Referrals.Routing.V1;

namespace Referrals.Console.ReleaseHolds;

/// <summary>Agencies that reported what a team works on, and wait before they take a step of their own.</summary>
/// <param name="Holds">Those that wait, oldest first.</param>
/// <param name="Handler">Where a release is sent.</param>
/// <param name="RequestId">Beginning of the release's idempotence key.</param>
/// <param name="Now">Business time.</param>
public sealed record HoldsView(IReadOnlyList<Deconfliction> Holds, string Handler, string RequestId, DateTimeOffset Now);
