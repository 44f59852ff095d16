using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Routing.HandOffs;
using Referrals.Routing.RecordOutcome;
using Referrals.Routing.V1;
using Xunit;

namespace Referrals.Routing.Tests.HandOffs;

public sealed class ReportRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Outcome.Arrest, ClosedReason.Unspecified, 0, 3, "")]
    [InlineData(Outcome.Closed, ClosedReason.Unfounded, 0, 0, "")]
    [InlineData(Outcome.Closed, ClosedReason.Unspecified, 0, 0, "outcome.closedReason REQUIRED")]
    [InlineData(Outcome.Arrest, ClosedReason.Unfounded, 0, 0, "outcome.closedReason NOT_ALLOWED")]
    [InlineData(Outcome.Unspecified, ClosedReason.Unspecified, 0, 0, "outcome.outcome REQUIRED")]
    [InlineData(Outcome.Arrest, ClosedReason.Unspecified, -1, 0, "outcome.personsSafeguarded OUT_OF_RANGE")]
    [InlineData(Outcome.Arrest, ClosedReason.Unspecified, 0, 10_001, "outcome.personsArrested OUT_OF_RANGE")]
    public void An_outcome_must_say(Outcome outcome, ClosedReason reason, int safeguarded, int arrested, string violation)
    {
        var violations = new Violations();
        OutcomeRules.Check(new HandOffOutcome { Outcome = outcome, ClosedReason = reason, PersonsSafeguarded = safeguarded, PersonsArrested = arrested }, violations);

        Assert.Equal(violation, string.Join(", ", violations.Fields.Select(field => $"{field.Field} {field.Reason}")));
    }

    [Theory]
    [InlineData("LocateChild@1", "", "")]
    [InlineData("LocateChild@0", "", "tasks[0].dueAt OUT_OF_RANGE")]
    [InlineData("LocateChild@4000", "", "tasks[0].dueAt OUT_OF_RANGE")]
    [InlineData("Unspecified@1", "", "tasks[0].task REQUIRED")]
    [InlineData("LocateChild@1 LocateChild@2", "", "tasks[1].task DUPLICATE")]
    [InlineData("LocateChild@1", "LocateChild", "tasks[0].task DUPLICATE")]
    [InlineData("", "LocateChild LocateChild", "tasksDone[1] MALFORMED")]
    public void Tasks_must_be_named_once_and_due_ahead(string tasks, string done, string violation)
    {
        var violations = new Violations();
        TaskRules.Check(Tasks(tasks), Done(done), Now, violations);

        Assert.Equal(violation, string.Join(", ", violations.Fields.Select(field => $"{field.Field} {field.Reason}")));
    }

    [Theory]
    [InlineData("", "LocateChild@5", "", "LocateChild@5")]
    [InlineData("LocateChild@5", "LocateChild@9", "", "LocateChild@9")]
    [InlineData("LocateChild@5 FileCharges@2", "AwaitTrial@1", "LocateChild", "AwaitTrial@1 FileCharges@2")]
    [InlineData("LocateChild@5", "", "LocateChild", "")]
    [InlineData("LocateChild@5", "", "FileCharges", "LocateChild@5")]
    public void What_remains_of_the_tasks_is(string open, string set, string done, string remaining)
    {
        var before = Tasks(open).Select(task => new OpenTask(task.Task, task.DueAt.ToDateTimeOffset())).ToList();

        var after = TaskRules.After(before, Tasks(set), Done(done));

        Assert.Equal(remaining, string.Join(' ', after.Select(task => $"{task.Task}@{(task.DueAt - Now).TotalDays}")));
        Assert.Equal(after, OpenTask.Read(OpenTask.Write(after)));
    }

    private static List<TaskToDo> Tasks(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(task => task.Split('@')).Select(task => new TaskToDo
        {
            Task = System.Enum.Parse<OutstandingTask>(task[0]),
            DueAt = Now.AddDays(int.Parse(task[1], System.Globalization.CultureInfo.InvariantCulture)).ToTimestamp(),
        })];

    private static List<OutstandingTask> Done(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(System.Enum.Parse<OutstandingTask>)];
}
