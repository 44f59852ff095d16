using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Routing.V1;
using Referral = Referrals.Intake.V1.Referral;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>addInformation</c>: a team adds what it found to the case.</summary>
internal sealed record AddInformationAction(HandOffPick HandOff, string Name, Referral Referral) : IAction
{
    public static AddInformationAction Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Text("name"), node.Message<Referral>("referral"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var request = new AddInformationRequest { RequestId = step.RequestId(), HandOffId = await step.HandOffAsync(HandOff, cancellationToken), Referral = Referral };
        var response = await step.Clients.Routing.AddInformationAsync(request, cancellationToken: cancellationToken);
        step.Keep(Name, response.ReferralId);
    }
}
