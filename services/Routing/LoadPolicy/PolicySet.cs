using Referrals.Routing.Policies;

namespace Referrals.Routing.LoadPolicy;

/// <summary>The versions of the policy that are loaded.</summary>
internal sealed class PolicySet
{
    private readonly List<PolicyDocument> versions;

    public PolicySet(IEnumerable<PolicyDocument> policies) => versions = [.. policies.OrderBy(policy => policy.EffectiveFrom)];

    public IReadOnlyList<PolicyDocument> Versions => versions;

    /// <summary>The version in force: the one that took effect last. Before the first takes effect there is none.</summary>
    public PolicyDocument? InForce(DateTimeOffset now) => versions.FindLast(policy => policy.EffectiveFrom <= now);

    public bool SameAs(PolicySet other) => versions.Select(policy => policy.Sha256).SequenceEqual(other.versions.Select(policy => policy.Sha256));
}
