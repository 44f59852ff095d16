using Referrals.Cli.CommandLine;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>offeredNext</c>: soon after one team's hand-off ended, another team was offered the same part.</summary>
internal sealed record OfferedNextCheck(HandOffPick Before, string Next, TimeSpan Within) : ICheck
{
    public static OfferedNextCheck Read(ScenarioNode node) => new(
        HandOffPick.Read(node), node.Text("next"), node.Length("within") ?? throw node.Problem("'within' is required"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var countryCase = await step.CountryCaseAsync(Before.Case, cancellationToken);
        var before = await step.World.HandOffAsync(countryCase, Before, cancellationToken);
        var next = await step.World.HandOffAsync(countryCase, new HandOffPick(Before.Case, Next, before.Role, 1), cancellationToken);
        if (before.EndedAt is null)
            return Verdict.No("the first has not ended");
        var waited = next.OfferedAt.ToDateTimeOffset() - before.EndedAt.ToDateTimeOffset();
        return Verdict.That(waited >= TimeSpan.Zero && waited <= Within && next.Attempt > before.Attempt, $"it took {Times.Words(waited)}, attempt {next.Attempt}");
    }
}
