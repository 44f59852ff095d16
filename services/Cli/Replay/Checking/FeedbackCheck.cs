using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>feedback</c>: however often a hand-off's feedback clock lapsed, its history, the log and the sender's status each show it.</summary>
internal sealed record FeedbackCheck(HandOffPick Pick, string Sender, int AtLeast) : ICheck
{
    public static FeedbackCheck Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Text("sender"), node.Number("atLeast"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var id = await step.HandOffAsync(Pick, cancellationToken);
        var handOff = await step.Clients.Routing.GetHandOffAsync(new() { HandOffId = id }, cancellationToken: cancellationToken);
        var inHistory = handOff.History.Count(entry => entry.Kind == HandOffEventKind.FeedbackOverdue);

        var referral = step.Referral(Pick.Case.Of);
        var trail = await WholeTrail.ReadAsync(step.World.Auditor.Audit, referral, cancellationToken);
        var inLog = trail.Records.Count(record => record.Type == "feedback_overdue" && record.HandOffId == id);

        var status = await step.World.Exchange.As(Sender).Intake.GetAsync(new GetRequest { ReferralId = referral }, cancellationToken: cancellationToken);
        var inStatus = status.Referral.Status.History.Count(entry => entry.Detail == StatusDetail.FeedbackOverdue && entry.HandOff?.HandOffId == id);
        return Verdict.That(
            inHistory >= AtLeast && inLog == inHistory && inStatus == inHistory,
            $"it lapsed {inHistory} times in the history, {inLog} in the log, {inStatus} in the sender's status");
    }
}
