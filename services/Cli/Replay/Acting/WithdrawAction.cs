using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>withdraw</c>: an agency withdraws its referral.</summary>
internal sealed record WithdrawAction(string Of, WithdrawalReason Reason) : IAction
{
    public static WithdrawAction Read(ScenarioNode node) => new(node.Text("of"), node.Code<WithdrawalReason>("reason"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken) => await step.Clients.Intake.WithdrawAsync(
        new() { RequestId = step.RequestId(), ReferralId = step.Referral(Of), Reason = Reason }, cancellationToken: cancellationToken);
}
