using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>transfer</c>: a team offers its hand-off to another team.</summary>
internal sealed record TransferAction(HandOffPick HandOff, string To, CustodyChangeReason Reason) : IAction
{
    public static TransferAction Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Text("to"), node.Code<CustodyChangeReason>("reason"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken) => await step.Clients.Routing.TransferAsync(
        new() { RequestId = step.RequestId(), HandOffId = await step.HandOffAsync(HandOff, cancellationToken), ToTeamId = To, Reason = Reason }, cancellationToken: cancellationToken);
}
