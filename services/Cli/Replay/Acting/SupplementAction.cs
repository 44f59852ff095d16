using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>supplement</c>: an agency adds facts to its own referral.</summary>
internal sealed record SupplementAction(string Of, Referral Content) : IAction
{
    public static SupplementAction Read(ScenarioNode node) => new(node.Text("of"), node.Message<Referral>("content"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken) => await step.Clients.Intake.AddInformationAsync(
        new AddInformationRequest { RequestId = step.RequestId(), ReferralId = step.Referral(Of), Content = Content }, cancellationToken: cancellationToken);
}
