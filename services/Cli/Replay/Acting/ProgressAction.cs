using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>progress</c>: a team records a step of its work.</summary>
internal sealed record ProgressAction(HandOffPick HandOff, ProgressCode Code, IReadOnlyList<ScenarioTask> Tasks, IReadOnlyList<OutstandingTask> Done) : IAction
{
    public static ProgressAction Read(ScenarioNode node) => new(
        HandOffPick.Read(node), node.Code<ProgressCode>("code"), ScenarioTask.ReadAll(node), node.Codes<OutstandingTask>("done"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var handOff = await step.World.HandOffAsync(await step.CountryCaseAsync(HandOff.Case, cancellationToken), HandOff, cancellationToken);
        var request = new RecordProgressRequest { RequestId = step.RequestId(), HandOffId = handOff.HandOffId, Code = Code };
        request.Tasks.AddRange(Tasks.Select(task => task.For(handOff)));
        request.TasksDone.AddRange(Done);
        await step.Clients.Routing.RecordProgressAsync(request, cancellationToken: cancellationToken);
    }
}
