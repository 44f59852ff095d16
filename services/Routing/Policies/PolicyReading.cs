namespace Referrals.Routing.Policies;

/// <summary>A policy that was read: the policy, unless there are mistakes, and what is wrong with it.</summary>
internal sealed record PolicyReading(PolicyDocument? Policy, IReadOnlyList<PolicyMistake> Problems)
{
    public IEnumerable<PolicyMistake> Mistakes => Problems.Where(problem => !problem.IsWarning);
}
