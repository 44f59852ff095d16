using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>submit</c>: an agency submits a referral.</summary>
internal sealed record SubmitAction(string Name, Referral Referral) : IAction
{
    public static SubmitAction Read(ScenarioNode node) => new(node.Text("name"), node.Message<Referral>("referral"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var response = await step.Clients.Intake.SubmitAsync(
            new SubmitRequest { RequestId = step.RequestId(), Referral = Referral }, cancellationToken: cancellationToken);
        step.Keep(Name, response.Receipt.ReferralId);
    }
}
