using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.Replay.Reading;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary>A task that remains, and how long after the offer of its hand-off it is due.</summary>
internal sealed record ScenarioTask(OutstandingTask Task, TimeSpan AfterOffer)
{
    public static IReadOnlyList<ScenarioTask> ReadAll(ScenarioNode node) => [.. node.Maps("tasks").Select(item =>
    {
        var task = new ScenarioTask(item.Code<OutstandingTask>("task"), item.Length("dueAfterOffer") ?? throw item.Problem("'dueAfterOffer' is required"));
        item.Finish();
        return task;
    })];

    /// <summary>The task with its due time, which is the same in every replay.</summary>
    public TaskToDo For(HandOff handOff) => new() { Task = Task, DueAt = (handOff.OfferedAt.ToDateTimeOffset() + AfterOffer).ToTimestamp() };
}
