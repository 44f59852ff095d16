using Referrals.Routing.Policies;

namespace Referrals.Routing.LoadPolicy;

/// <summary>The policy that this process routes by. Every instance reads the files itself and looks at them again every second.</summary>
internal sealed class PolicyCatalog
{
    private volatile PolicySet? policies;

    public PolicySet Policies
    {
        get => policies ?? throw new InvalidOperationException("the routing policy is loaded at the start");
        set => policies = value;
    }

    public bool IsLoaded => policies is not null;

    /// <summary>The version in force at a business time.</summary>
    public PolicyDocument InForce(DateTimeOffset now) =>
        Policies.InForce(now) ?? throw new InvalidOperationException("a policy that is not in force is not loaded");
}
