using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Routing.HandOffs;

/// <summary>Sets and clears the tasks that keep a hand-off open.</summary>
internal static class TaskRules
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3653);

    /// <summary>What is wrong with the tasks of a request.</summary>
    public static void Check(IReadOnlyList<V1.TaskToDo> tasks, IReadOnlyList<OutstandingTask> done, DateTimeOffset now, Violations violations)
    {
        for (var i = 0; i < tasks.Count; i++)
        {
            var task = tasks[i].Task;
            violations.Require(task != OutstandingTask.Unspecified, $"tasks[{i}].task", "is required", "REQUIRED");
            violations.Require(tasks.Take(i).All(earlier => earlier.Task != task) && !done.Contains(task), $"tasks[{i}].task", "must be named once", "DUPLICATE");
            if (!violations.Require(tasks[i].DueAt is not null, $"tasks[{i}].dueAt", "is required", "REQUIRED"))
                continue;
            var due = tasks[i].DueAt.ToDateTimeOffset();
            violations.Require(due > now && due <= now + Furthest, $"tasks[{i}].dueAt", "must be after now and at most 10 years on", "OUT_OF_RANGE");
        }

        for (var i = 0; i < done.Count; i++)
            violations.Require(done[i] != OutstandingTask.Unspecified && done.Take(i).All(earlier => earlier != done[i]), $"tasksDone[{i}]", "must be a task, named once", "MALFORMED");
    }

    /// <summary>The tasks that remain, soonest first.</summary>
    public static IReadOnlyList<OpenTask> After(IReadOnlyList<OpenTask> open, IReadOnlyList<V1.TaskToDo> set, IReadOnlyList<OutstandingTask> done) =>
        [.. open
            .Where(task => !done.Contains(task.Task) && set.All(other => other.Task != task.Task))
            .Concat(set.Select(task => new OpenTask(task.Task, task.DueAt.ToDateTimeOffset())))
            .OrderBy(task => task.DueAt)];
}
