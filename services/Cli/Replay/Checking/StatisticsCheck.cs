using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>statistics</c>: a team's months add up to its whole, and to these numbers.</summary>
internal sealed record StatisticsCheck(string Team, string From, string To, int HandOffs, int Safeguarded, int Months) : ICheck
{
    public static StatisticsCheck Read(ScenarioNode node) => new(
        node.Text("team"), node.Text("from"), node.Text("to"), node.Number("handOffs"), node.Number("safeguarded"), node.Number("months"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var months = await RowsAsync(step, [StatisticsDimension.Team, StatisticsDimension.Month], cancellationToken);
        var whole = await RowsAsync(step, [StatisticsDimension.Team], cancellationToken);
        var countries = await RowsAsync(step, [StatisticsDimension.Country], cancellationToken);
        var (offered, safeguarded) = Sum(months);
        if (Sum(whole) != (offered, safeguarded) || Sum(countries) != (offered, safeguarded))
            return Verdict.No($"by month it is {Sum(months)}, by team {Sum(whole)}, by country {Sum(countries)}");
        return Verdict.That(
            offered == HandOffs && safeguarded == Safeguarded && months.Count == Months,
            $"it is {offered} hand-offs and {safeguarded} safeguarded in {months.Count} months");
    }

    private static (int Offered, int Safeguarded) Sum(IEnumerable<StatisticsRow> rows) =>
        rows.Aggregate((0, 0), (sum, row) => (sum.Item1 + row.Offered, sum.Item2 + row.PersonsSafeguarded));

    private async Task<IReadOnlyList<StatisticsRow>> RowsAsync(StepContext step, StatisticsDimension[] by, CancellationToken cancellationToken)
    {
        var request = new GetStatisticsRequest { FromMonth = From, ToMonth = To, TeamIds = { Team }, GroupBy = { by } };
        return (await step.Clients.Routing.GetStatisticsAsync(request, cancellationToken: cancellationToken)).Rows;
    }
}
