using Referrals.Cli.CommandLine;
using Referrals.Triage.V1;
using Spectre.Console;

namespace Referrals.Cli.Views;

/// <summary>A country case, as an officer decides it.</summary>
internal static class CaseView
{
    public static Table Queue(IEnumerable<CountryCase> cases)
    {
        var table = Tables.Of("Country case", "Priority", "Reason", "Due", "Reports", "Agencies", "Complete", "Suggested team", "Holder", "State");
        foreach (var item in cases)
        {
            table.Row(
                item.Name,
                item.Priority.Word(),
                item.PriorityReason.Word(),
                Times.Words(item.DueAt),
                item.ReportCount.Count(),
                string.Join(", ", item.AgencyIds),
                $"{item.Completeness}",
                item.SuggestedTeamId,
                item.HolderDisplayName.Length > 0 ? item.HolderDisplayName : item.Holder,
                State(item));
        }

        return table;
    }

    public static void Write(IAnsiConsole console, CountryCase item) => console.Facts(
        ("Country case", item.Name),
        ("Desk", item.Desk),
        ("State", State(item)),
        ("Disposition", item.Disposition.Word()),
        ("Priority", $"{item.Priority.Word()} ({item.PriorityReason.Word()})"),
        ("Due", Times.Words(item.DueAt)),
        ("Reports", $"{item.ReportCount} from {string.Join(", ", item.AgencyIds)}"),
        ("Matched on", item.MatchedOn.Join()),
        ("Possible matches", item.PossibleMatchCount.Count()),
        ("Completeness", $"{item.Completeness} of 100"),
        ("Evidence items", item.EvidenceItems.Count()),
        ("Child at risk now", item.ChildAtImmediateRisk ? "yes" : ""),
        ("Suggested team", item.SuggestedTeamId),
        ("Holder", item.Holder),
        ("Claimed until", Times.Words(item.LeaseUntil)),
        ("Undo until", Times.Words(item.UndoUntil)),
        ("Version", item.Version.Count()));

    public static Table Decisions(IEnumerable<Decision> decisions)
    {
        var table = Tables.Of("At", "What", "By", "Disposition", "Priority", "Justification", "Lead", "More");
        foreach (var decision in decisions)
        {
            table.Row(
                Times.Words(decision.At),
                decision.Kind.Word() + (decision.Undone ? " (undone)" : ""),
                decision.Actor,
                $"{decision.Disposition.Word()} {decision.InformationalReason.Word()}{decision.MissingDatum.Word()}".Trim(),
                decision.Priority.Word(),
                decision.Justification.Word(),
                decision.LeadTeamId,
                decision.InformationRequestId);
        }

        return table;
    }

    private static string State(CountryCase item) =>
        item.Orphaned ? $"{item.State.Word()}, orphaned: {item.OrphanReason.Word()}" : item.State.Word();
}
