using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>acknowledge</c>: a team takes a hand-off under its own reference.</summary>
internal sealed record AcknowledgeAction(HandOffPick HandOff, string Reference) : IAction
{
    public static AcknowledgeAction Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Text("reference"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken) => await step.Clients.Routing.AcknowledgeAsync(
        new() { RequestId = step.RequestId(), HandOffId = await step.HandOffAsync(HandOff, cancellationToken), TeamReference = Reference }, cancellationToken: cancellationToken);
}
