using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>answer</c>: an agency answers an officer's question.</summary>
internal sealed record AnswerAction(string Of, string Question, Referral Content) : IAction
{
    public static AnswerAction Read(ScenarioNode node) => new(node.Text("of"), node.Text("question"), node.Message<Referral>("content"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var request = new AnswerInformationRequestRequest
        {
            RequestId = step.RequestId(),
            ReferralId = step.Referral(Of),
            InformationRequestId = step.Referral(Question),
            Content = Content,
        };
        await step.Clients.Intake.AnswerInformationRequestAsync(request, cancellationToken: cancellationToken);
    }
}
