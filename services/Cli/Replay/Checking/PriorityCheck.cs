using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>priority</c>: a country case is at least this urgent.</summary>
internal sealed record PriorityCheck(CasePick Case, Priority AtLeast) : ICheck
{
    public static PriorityCheck Read(ScenarioNode node) => new(CasePick.Read(node), node.Code<Priority>("atLeast"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var found = await step.CaseAsync(Case, cancellationToken);
        return Verdict.That(found.CountryCase.Priority <= AtLeast, $"it is {found.CountryCase.Priority.Word()}");
    }
}
