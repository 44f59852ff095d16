using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>outcome</c>: a team records what became of a hand-off.</summary>
internal sealed record OutcomeAction(HandOffPick HandOff, HandOffOutcome Outcome, IReadOnlyList<ScenarioTask> Tasks, IReadOnlyList<OutstandingTask> Done, bool KeepOpen) : IAction
{
    public static OutcomeAction Read(ScenarioNode node) => new(
        HandOffPick.Read(node),
        new HandOffOutcome
        {
            Outcome = node.Code<Outcome>("outcome"),
            ClosedReason = node.CodeOrNull<ClosedReason>("closedReason") ?? ClosedReason.Unspecified,
            PersonsSafeguarded = node.Number("safeguarded"),
            PersonsArrested = node.Number("arrested"),
            Usefulness = node.CodeOrNull<Usefulness>("usefulness") ?? Usefulness.Unspecified,
        },
        ScenarioTask.ReadAll(node),
        node.Codes<OutstandingTask>("done"),
        node.Flag("keepOpen"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var handOff = await step.World.HandOffAsync(await step.CountryCaseAsync(HandOff.Case, cancellationToken), HandOff, cancellationToken);
        var request = new RecordOutcomeRequest { RequestId = step.RequestId(), HandOffId = handOff.HandOffId, Outcome = Outcome, KeepOpen = KeepOpen };
        request.Tasks.AddRange(Tasks.Select(task => task.For(handOff)));
        request.TasksDone.AddRange(Done);
        await step.Clients.Routing.RecordOutcomeAsync(request, cancellationToken: cancellationToken);
    }
}
