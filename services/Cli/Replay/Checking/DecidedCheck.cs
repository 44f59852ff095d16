using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Views;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>decided</c>: the desk decided so, by this officer, so many times.</summary>
internal sealed record DecidedCheck(CasePick Case, DecisionKind Kind, string? By, string? Desk, int Times) : ICheck
{
    public static DecidedCheck Read(ScenarioNode node) => new(
        CasePick.Read(node), node.Code<DecisionKind>("kind"), node.TextOrNull("by"), node.TextOrNull("desk"), node.Number("times", 1));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var found = await step.CaseAsync(Case, cancellationToken);
        var decisions = found.Decisions.Where(decision => decision.Kind == Kind && !decision.Undone).ToList();
        if (decisions.Count != Times)
            return Verdict.No($"its history is {string.Join(", ", found.Decisions.Select(decision => decision.Kind.Word()))}");
        if (Desk is not null && found.CountryCase.Desk != Desk)
            return Verdict.No($"its desk is {found.CountryCase.Desk}");
        return Verdict.That(By is null || decisions.TrueForAll(decision => decision.Actor == By), $"it was {string.Join(", ", decisions.Select(decision => decision.Actor))}");
    }
}
