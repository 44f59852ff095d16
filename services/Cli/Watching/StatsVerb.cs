using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Routing.V1;

namespace Referrals.Cli.Watching;

/// <summary><c>stats</c></summary>
internal static class StatsVerb
{
    private static readonly Option<string?> From = Options.Text("--from", "YYYY-MM", "First month; twelve months up to the last where it is not given");
    private static readonly Option<string?> To = Options.Text("--to", "YYYY-MM", "Last month; the present one where it is not given");
    private static readonly Option<string[]> Countries = Options.Texts("--country", "CC", "Only these countries");
    private static readonly Option<string[]> Teams = Options.Texts("--team", "TEAM", "Only these teams");
    private static readonly Option<StatisticsDimension[]> By = Options.SomeOf<StatisticsDimension>("--by", "By what to divide; all where it is not given");

    public static Command Create() => Verb.Create("stats", "Hand-offs counted by country, team, month and outcome, naming no one (officer, team, auditor, operator)", [From, To, Countries, Teams, By], async run =>
    {
        var clients = await run.CallAsync();
        var request = new GetStatisticsRequest { FromMonth = run.Get(From) ?? "", ToMonth = run.Get(To) ?? "" };
        request.Countries.AddRange(run.Get(Countries));
        request.TeamIds.AddRange(run.Get(Teams));
        request.GroupBy.AddRange(run.Get(By));
        var response = await clients.Routing.GetStatisticsAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            var table = Tables.Of("Country", "Team", "Month", "Outcome", "Offered", "Acknowledged", "Declined", "Lapsed", "Completed", "Safeguarded", "Arrested", "To triage", "To acknowledge", "Feedback", "Overdue");
            foreach (var row in response.Rows)
            {
                table.Row(
                    row.Country,
                    row.TeamId,
                    row.Month,
                    row.Outcome.Word(),
                    $"{row.Offered}",
                    $"{row.Acknowledged}",
                    $"{row.Declined}",
                    $"{row.TimedOut}",
                    $"{row.Completed}",
                    $"{row.PersonsSafeguarded}",
                    $"{row.PersonsArrested}",
                    Times.Words(row.MedianTimeToTriage),
                    Times.Words(row.MedianTimeToAcknowledge),
                    $"{Math.Round(100 * row.FeedbackShare)} %",
                    $"{row.FeedbackOverdue}");
            }

            console.WriteOr(table, "No hand-offs in these months.");
            console.Line($"As of {Times.Words(response.AsOf)}.");
        });
    });
}
