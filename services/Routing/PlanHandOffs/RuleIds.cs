namespace Referrals.Routing.PlanHandOffs;

/// <summary>What a hand-off says where no rule of the policy chose the team.</summary>
internal static class RuleIds
{
    public const string Officer = "officer";
    public const string Transfer = "transfer";
}
