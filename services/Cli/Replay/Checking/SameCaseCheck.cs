using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>sameCase</c>, <c>otherCase</c>: referrals came to one case, or each to one of its own.</summary>
internal sealed record SameCaseCheck(IReadOnlyList<string> Referrals, bool Same) : ICheck
{
    public static SameCaseCheck ReadSame(ScenarioNode node) => new(node.Texts("referrals"), true);

    public static SameCaseCheck ReadOther(ScenarioNode node) => new(node.Texts("referrals"), false);

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var cases = await Task.WhenAll(Referrals.Select(name => step.World.CaseAsync(step.Referral(name), cancellationToken)));
        var distinct = cases.Distinct().Count();
        return Verdict.That(distinct == (Same ? 1 : Referrals.Count), $"they are {distinct} cases");
    }
}
