using Referrals.Cli.CommandLine;
using Referrals.Routing.V1;
using Spectre.Console;

namespace Referrals.Cli.Views;

/// <summary>Hand-offs, as a team, an officer or an auditor reads them.</summary>
internal static class HandOffView
{
    public static Table List(IEnumerable<HandOff> handOffs)
    {
        var table = Tables.Of("Hand-off", "Country case", "Role", "State", "From", "Offered", "Acknowledge by", "Feedback due", "New", "Reference");
        foreach (var item in handOffs)
        {
            table.Row(
                item.HandOffId,
                item.CountryCase,
                item.Role.Word(),
                item.State.Word(),
                string.Join(", ", item.AgencyIds),
                Times.Words(item.OfferedAt),
                Times.Words(item.AcknowledgeBy),
                Times.Words(item.FeedbackDueAt) + (item.FeedbackOverdue ? " overdue" : ""),
                item.NewInformation.Count(),
                item.TeamReference);
        }

        return table;
    }

    public static void Write(IAnsiConsole console, HandOff item)
    {
        console.Facts(
            ("Hand-off", item.HandOffId),
            ("Country case", item.CountryCase),
            ("Team", $"{item.TeamDisplayName} ({item.TeamId}), {item.Role.Word()}"),
            ("State", item.State.Word()),
            ("Reference", item.TeamReference),
            ("Rule", $"{item.RuleId} of {item.PolicyVersion}, attempt {item.Attempt}"),
            ("Priority", item.Priority.Word()),
            ("Offered", $"{Times.Words(item.OfferedAt)} from {item.From}"),
            ("Acknowledge by", Times.Words(item.AcknowledgeBy)),
            ("Next", item.NextTeamId),
            ("Acknowledged", Times.Words(item.AcknowledgedAt)),
            ("Feedback due", Times.Words(item.FeedbackDueAt) + (item.FeedbackOverdue ? " overdue" : "")),
            ("Ended", Times.Words(item.EndedAt)),
            ("Why", $"{item.DeclineReason.Word()}{item.ChangeReason.Word()}"),
            ("Referrals", $"{item.ReferralCount}{(item.ReferralsWaiting > 0 ? $", {item.ReferralsWaiting} wait for consent" : "")}"),
            ("Handling", $"{item.Tlp.Word()} {item.Conditions.Join()}".Trim()),
            ("New information", item.NewInformation.Count()));
        foreach (var task in item.OpenTasks)
            console.Line($"To do: {task.Task.Word()} by {Times.Words(task.DueAt)}{(task.Overdue ? ", overdue" : "")}");
        if (item.Outcome is { } outcome)
            console.Line($"Outcome: {Outcome(outcome)}");
    }

    public static Table History(IEnumerable<HandOffEvent> history)
    {
        var table = Tables.Of("No.", "At", "What", "State", "By", "More");
        foreach (var entry in history)
            table.Row(entry.Number.Count(), Times.Words(entry.At), entry.Kind.Word(), entry.State.Word(), entry.Actor, More(entry));
        return table;
    }

    private static string More(HandOffEvent entry) => string.Join(", ", new[]
    {
        entry.Progress.Word(),
        entry.Task.Word(),
        Times.Words(entry.TaskDueAt),
        entry.Outcome is { } outcome ? Outcome(outcome) : "",
        entry.ReferralId,
        entry.DeclineReason.Word(),
        entry.ChangeReason.Word(),
        entry.Text,
        entry.ToTeamId.Length > 0 ? $"to {entry.ToTeamId}" : "",
    }.Where(part => part.Length > 0));

    private static string Outcome(HandOffOutcome outcome) => string.Join(", ", new[]
    {
        $"{outcome.Outcome.Word()} {outcome.ClosedReason.Word()}".Trim(),
        outcome.PersonsSafeguarded > 0 ? $"{outcome.PersonsSafeguarded} safeguarded" : "",
        outcome.PersonsArrested > 0 ? $"{outcome.PersonsArrested} arrested" : "",
        outcome.Usefulness.Word(),
    }.Where(part => part.Length > 0));
}
