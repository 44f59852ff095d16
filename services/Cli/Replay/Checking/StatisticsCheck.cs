using System.Globalization;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary>
/// <c>statistics</c>: over the months from the first to the last of some hand-offs, a team's months add up to its whole,
/// its countries do too, and both to these numbers.
/// </summary>
internal sealed record StatisticsCheck(string Team, HandOffPick First, HandOffPick Last, int HandOffs, int Safeguarded) : ICheck
{
    public static StatisticsCheck Read(ScenarioNode node)
    {
        var team = node.Text("team");
        return new(team, Pick(node.Text("first"), team), Pick(node.Text("last"), team), node.Number("handOffs"), node.Number("safeguarded"));
    }

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var request = new GetStatisticsRequest
        {
            FromMonth = await MonthAsync(step, First, cancellationToken),
            ToMonth = await MonthAsync(step, Last, cancellationToken),
            TeamIds = { Team },
        };
        var months = await SumAsync(step, request, [StatisticsDimension.Team, StatisticsDimension.Month], cancellationToken);
        var whole = await SumAsync(step, request, [StatisticsDimension.Team], cancellationToken);
        var countries = await SumAsync(step, request, [StatisticsDimension.Country], cancellationToken);
        return Verdict.That(
            months == (HandOffs, Safeguarded) && whole == months && countries == months,
            $"hand-offs and safeguarded are {months} by month, {whole} by team, {countries} by country");
    }

    private static HandOffPick Pick(string of, string team) => new(new CasePick(of, "PH"), team, HandOffRole.Lead, 1);

    private static async Task<string> MonthAsync(StepContext step, HandOffPick pick, CancellationToken cancellationToken)
    {
        var handOff = await step.World.HandOffAsync(await step.CountryCaseAsync(pick.Case, cancellationToken), pick, cancellationToken);
        return handOff.OfferedAt.ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    private static async Task<(int HandOffs, int Safeguarded)> SumAsync(
        StepContext step, GetStatisticsRequest request, StatisticsDimension[] by, CancellationToken cancellationToken)
    {
        var divided = request.Clone();
        divided.GroupBy.AddRange(by);
        var rows = (await step.Clients.Routing.GetStatisticsAsync(divided, cancellationToken: cancellationToken)).Rows;
        return (rows.Sum(row => row.Offered), rows.Sum(row => row.PersonsSafeguarded));
    }
}
