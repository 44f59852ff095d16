using Referrals.Common.V1;
using Referrals.Routing.CountHandOffs;
using Referrals.Routing.V1;
using Xunit;

namespace Referrals.Routing.Tests.CountHandOffs;

public sealed class StatisticsRulesTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", null)]
    [InlineData("3", 3.0)]
    [InlineData("9 1 2", 2.0)]
    [InlineData("1 2 3 10", 2.5)]
    public void The_median_is_the_middle(string hours, double? median) =>
        Assert.Equal(median, StatisticsRules.Median(hours.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hour => TimeSpan.FromHours(int.Parse(hour, System.Globalization.CultureInfo.InvariantCulture))))?.TotalHours);

    [Fact]
    public void Hand_offs_are_counted_by_team_and_month()
    {
        CountedHandOff[] handOffs =
        [
            HandOff("a", "nbi", March) with { State = HandOffState.Completed, AcknowledgedAt = March.AddHours(2), FeedbackGiven = true, Safeguarded = 4, Arrested = 1 },
            HandOff("b", "nbi", March) with { State = HandOffState.Acknowledged, AcknowledgedAt = March.AddHours(4), FeedbackOverdue = true },
            HandOff("b", "pnp", March) with { State = HandOffState.Declined },
            HandOff("c", "nbi", March.AddMonths(1)) with { State = HandOffState.TimedOut },
        ];

        var rows = StatisticsRules.Count(handOffs, new HashSet<StatisticsDimension> { StatisticsDimension.Team, StatisticsDimension.Month });

        Assert.Equal([("nbi", "2026-03", 2), ("nbi", "2026-04", 1), ("pnp", "2026-03", 1)], rows.Select(row => (row.TeamId, row.Month, row.Offered)));
        var nbi = rows[0];
        Assert.Equal((2, 0, 1, 2), (nbi.Acknowledged, nbi.Declined, nbi.Completed, nbi.CountryCases));
        Assert.Equal((4, 1), (nbi.PersonsSafeguarded, nbi.PersonsArrested));
        Assert.Equal(TimeSpan.FromHours(3), nbi.MedianTimeToAcknowledge.ToTimeSpan());
        Assert.Equal(TimeSpan.FromHours(1), nbi.MedianTimeToTriage.ToTimeSpan());
        Assert.Equal((1, 0.5, 1), (nbi.FeedbackGiven, nbi.FeedbackShare, nbi.FeedbackOverdue));
        Assert.Equal("", nbi.Country);
        Assert.Equal((1, 0), (rows[1].TimedOut, rows[1].Acknowledged));
        Assert.Null(rows[1].MedianTimeToAcknowledge);
    }

    [Theory]
    [InlineData("2026-01", "2026-03", "2026-01 2026-04")]
    [InlineData("", "2026-03", "2025-04 2026-04")]
    [InlineData("", "", "2025-04 2026-04")]
    [InlineData("2026-13", "", "MALFORMED")]
    [InlineData("March", "", "MALFORMED")]
    [InlineData("2026-04", "2026-03", "OUT_OF_RANGE")]
    [InlineData("2001-01", "2026-03", "OUT_OF_RANGE")]
    public void A_period_is_of_whole_months(string from, string to, string expected)
    {
        var period = StatisticsPeriod.Read(from, to, March);

        Assert.Equal(expected, period.Refusal?.Fields[0].Reason ?? $"{StatisticsRules.MonthOf(period.Value.From)} {StatisticsRules.MonthOf(period.Value.Before)}");
    }

    private static CountedHandOff HandOff(string countryCase, string team, DateTimeOffset offeredAt) => new()
    {
        CountryCase = countryCase,
        Country = "PH",
        TeamId = team,
        State = HandOffState.Offered,
        OfferedAt = offeredAt,
        OpenedAt = offeredAt.AddHours(-1),
        AcceptedAt = offeredAt,
    };
}
