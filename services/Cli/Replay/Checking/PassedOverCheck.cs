using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>passedOver</c>: the explanation of a case's routing names the rule, and why a team of it was passed over.</summary>
internal sealed record PassedOverCheck(CasePick Case, string Team, string Reason, HandOffRole Role) : ICheck
{
    public static PassedOverCheck Read(ScenarioNode node) => new(
        CasePick.Read(node), node.Text("team"), node.Text("reason"), node.CodeOrNull<HandOffRole>("role") ?? HandOffRole.Lead);

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var response = await step.Clients.Routing.ExplainAsync(new() { CountryCase = await step.CountryCaseAsync(Case, cancellationToken) }, cancellationToken: cancellationToken);
        var skipped = response.Explanation.Planned.Where(planned => planned.Role == Role).SelectMany(planned => planned.Skipped).ToList();
        return Verdict.That(
            response.Explanation.RuleId.Length > 0 && skipped.Exists(team => team.TeamId == Team && team.Reason == Reason),
            $"as {Role.Word()} it passed over {string.Join(", ", skipped.Select(team => $"{team.TeamId} ({team.Reason})"))}");
    }
}
