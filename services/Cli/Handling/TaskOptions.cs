using System.CommandLine;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Documents;
using Referrals.Cli.Errors;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Handling;

/// <summary>Tasks that keep a hand-off open: <c>--task LOCATE_CHILD=2026-09-01</c>, <c>--done LOCATE_CHILD</c>.</summary>
internal static class TaskOptions
{
    private static readonly Option<string[]> ToDo = Options.Texts(
        "--task", "CODE=TIME", $"A task that remains and when it is due, such as LOCATE_CHILD=2026-09-01: {string.Join(", ", EnumWords.Short(EnumWords.Descriptor(typeof(OutstandingTask))))}");

    private static readonly Option<OutstandingTask[]> Done = Options.SomeOf<OutstandingTask>("--done", "Tasks that are done");

    public static IReadOnlyList<Symbol> All { get; } = [ToDo, Done];

    public static void Read(Invocation run, RepeatedField<TaskToDo> tasks, RepeatedField<OutstandingTask> done)
    {
        tasks.AddRange(run.Get(ToDo).Select(Parse));
        done.AddRange(run.Get(Done));
    }

    private static TaskToDo Parse(string text) =>
        text.Split('=') is [var code, var time]
        && EnumWords.Find(EnumWords.Descriptor(typeof(OutstandingTask)), code) is { Number: > 0 } task
        && Times.ParseMoment(time) is { } due
            ? new TaskToDo { Task = (OutstandingTask)task.Number, DueAt = due.ToTimestamp() }
            : throw new UsageException($"'{text}' is not a task and its due time, such as LOCATE_CHILD=2026-09-01");
}
