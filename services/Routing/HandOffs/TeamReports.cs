using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>What every report of a team does: it begins the feedback duty anew, and sets and clears tasks.</summary>
internal static class TeamReports
{
    public static void Take(RoutedCase routed, HandOffRow handOff, IReadOnlyList<V1.TaskToDo> tasks, IReadOnlyList<OutstandingTask> done)
    {
        handOff.Tasks = OpenTask.Write(TaskRules.After(OpenTask.Read(handOff.Tasks), tasks, done));
        handOff.FeedbackGiven = true;
        handOff.FeedbackOverdue = false;
        handOff.FeedbackDueAt = handOff.IsHeld ? FeedbackRules.DueAfter(routed.Now, handOff.FeedbackWithin) : null;
        handOff.NewInformation = 0;
    }

    /// <summary>An entry of the history for each task set or done.</summary>
    public static void NoteTasks(RoutedCase routed, HandOffRow handOff, IReadOnlyList<V1.TaskToDo> tasks, IReadOnlyList<OutstandingTask> done)
    {
        foreach (var task in tasks)
            routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Progress, Task = task.Task, TaskDueAt = task.DueAt });
        foreach (var task in done)
            routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Progress, Progress = ProgressCode.TaskDone, Task = task });
    }

    /// <summary>The record with codes of the report and the tasks that remain.</summary>
    public static AuditEntry WithTasks(AuditEntry record, HandOffRow handOff, params ReadOnlySpan<(string Name, string Value)> codes)
    {
        var details = new Dictionary<string, string>(record.Details!);
        foreach (var (name, value) in codes)
            details[name] = value;
        var open = OpenTask.Read(handOff.Tasks);
        if (open.Count > 0)
            details["tasks"] = string.Join(' ', open.Select(task => $"{Words<OutstandingTask>.Of(task.Task)}@{task.DueAt.ToTimestamp().ToDateTime():yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        return record with { Details = details };
    }
}
