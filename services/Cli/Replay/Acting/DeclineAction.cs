using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>decline</c>: a team declines a hand-off.</summary>
internal sealed record DeclineAction(HandOffPick HandOff, DeclineReason Reason, string Text) : IAction
{
    public static DeclineAction Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Code<DeclineReason>("reason"), node.TextOrNull("text") ?? "");

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken) => await step.Clients.Routing.DeclineAsync(
        new() { RequestId = step.RequestId(), HandOffId = await step.HandOffAsync(HandOff, cancellationToken), Reason = Reason, Text = Text }, cancellationToken: cancellationToken);
}
