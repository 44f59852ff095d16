using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>submitTogether</c>: several agencies submit at the same instant, each over connections of its own.</summary>
internal sealed record SubmitTogetherAction(IReadOnlyList<SubmitTogetherAction.Submission> Submissions) : IAction
{
    public static SubmitTogetherAction Read(ScenarioNode node) => new([.. node.Maps("submissions").Select(item =>
    {
        var submission = new Submission(item.Text("as"), item.Text("name"), item.Message<Referral>("referral"));
        item.Finish();
        return submission;
    })]);

    public Task RunAsync(StepContext step, CancellationToken cancellationToken) =>
        Task.WhenAll(Submissions.Select(submission => Task.Run(() => SubmitAsync(step, submission, cancellationToken), cancellationToken)));

    private static async Task SubmitAsync(StepContext step, Submission submission, CancellationToken cancellationToken)
    {
        var intake = step.World.Exchange.Apart(submission.As).Intake;
        var response = await intake.SubmitAsync(
            new SubmitRequest { RequestId = step.RequestId(submission.Name), Referral = submission.Referral }, cancellationToken: cancellationToken);
        step.Keep(submission.Name, response.Receipt.ReferralId);
    }

    /// <summary>One of them.</summary>
    internal sealed record Submission(string As, string Name, Referral Referral);
}
