using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>task</c>: a hand-off is kept open by this task, which has a clock.</summary>
internal sealed record TaskCheck(HandOffPick Pick, OutstandingTask Task) : ICheck
{
    public static TaskCheck Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Code<OutstandingTask>("task"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var found = await step.Clients.Routing.GetHandOffAsync(new() { HandOffId = await step.HandOffAsync(Pick, cancellationToken) }, cancellationToken: cancellationToken);
        var open = found.HandOff.OpenTasks.FirstOrDefault(task => task.Task == Task);
        return Verdict.That(
            open?.DueAt is not null && found.HandOff.EndedAt is null,
            $"it is {found.HandOff.State.Word()} with the tasks {found.HandOff.OpenTasks.Select(task => task.Task).Join()}");
    }
}
