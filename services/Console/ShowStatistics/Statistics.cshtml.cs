using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Routing.V1;
using Enum = System.Enum;

namespace Referrals.Console.ShowStatistics;

/// <summary>Hand-offs counted by country, team, month and outcome, naming no one.</summary>
[ForRole(Role.Officer, Role.Team, Role.Auditor, Role.Operator)]
public sealed class StatisticsModel(ExchangeClients clients, TeamNames teams, Texts texts) : ConsolePage(clients, texts)
{
    private static readonly StatisticsDimension[] Dimensions = [StatisticsDimension.Country, StatisticsDimension.Team, StatisticsDimension.Month, StatisticsDimension.Outcome];
    private IReadOnlyList<Team> directory = [];

    /// <summary>First month, <c>yyyy-MM</c>; empty for twelve months up to the last.</summary>
    [FromQuery]
    public string From { get; set; } = "";

    /// <summary>Last month; empty for the present one.</summary>
    [FromQuery]
    public string Until { get; set; } = "";

    [FromQuery]
    public string Country { get; set; } = "";

    [FromQuery]
    public string Team { get; set; } = "";

    [FromQuery]
    public StatisticsMeasure Measure { get; set; }

    public IReadOnlyList<Division> Divisions { get; private set; } = [];

    public Timestamp? AsOf { get; private set; }

    /// <summary>The teams that may be asked for; a team's member asks for its own only.</summary>
    public IReadOnlyList<Team> Teams => Person.Principal.Role == Role.Team ? [] : directory;

    public async Task OnGetAsync()
    {
        directory = await teams.AllAsync(Stop);
        var answers = new GetStatisticsResponse[Dimensions.Length];
        var trouble = await TryAsync(async () => answers = await Task.WhenAll(Dimensions.Select(dimension => ReadAsync(dimension))));
        if (trouble is not null)
        {
            Errors.AddRange(FormFields.Errors(trouble, [new("fromMonth", "from", T["First month"]), new("toMonth", "until", T["Last month"]), new("countries", "country", T["Country"])], T));
            return;
        }

        Divisions = [.. Dimensions.Select((dimension, index) => new Division(dimension, answers[index].Rows))];
        AsOf = answers[0].AsOf;
    }

    /// <summary>The same statistics with another measure in the charts.</summary>
    public string Address(StatisticsMeasure measure) => Address(measure, From, Until);

    private string Address(StatisticsMeasure measure, string from, string until) => QueryHelpers.AddQueryString("/statistics", new Dictionary<string, string?>
    {
        ["from"] = from,
        ["until"] = until,
        ["country"] = Country,
        ["team"] = Team,
        ["measure"] = measure == default ? "" : measure.ToString(),
    }.Where(part => !string.IsNullOrEmpty(part.Value)));

    /// <summary>The usual twelve months.</summary>
    public string Usual => Address(Measure, "", "");

    /// <summary>The same statistics of the years up to a time.</summary>
    public string Since(Timestamp now, int years) =>
        Address(Measure, now.ToDateTimeOffset().AddYears(-years).UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), "");

    /// <summary>What a row is of.</summary>
    public string Name(StatisticsDimension dimension, StatisticsRow row) => dimension switch
    {
        StatisticsDimension.Country => row.Country == "ZZ" ? T["General desk"] : row.Country,
        StatisticsDimension.Team => directory.FirstOrDefault(team => team.TeamId == row.TeamId)?.DisplayName ?? row.TeamId,
        StatisticsDimension.Month => row.Month,
        _ => row.Outcome == Outcome.Unspecified ? T["None yet"] : T.Of(row.Outcome),
    };

    public BarChart Chart(Division division) => new(
        T["{0}, by {1}", T.Of(Measure), T.Of(division.Dimension)],
        [.. division.Rows.Select(row => new BarChart.Bar(Name(division.Dimension, row), Value(row), Words(row)))]);

    public string Time(Duration? time) => time is null ? "–" : Show.Span(time.ToTimeSpan(), T);

    public string Share(StatisticsRow row) => row.Acknowledged == 0 ? "–" : T["{0:0} %", 100 * row.FeedbackShare];

    private double Value(StatisticsRow row) => Measure switch
    {
        StatisticsMeasure.Triage => row.MedianTimeToTriage?.ToTimeSpan().TotalMinutes ?? 0,
        StatisticsMeasure.Acknowledge => row.MedianTimeToAcknowledge?.ToTimeSpan().TotalMinutes ?? 0,
        StatisticsMeasure.Feedback => row.FeedbackShare,
        _ => row.Offered,
    };

    private string Words(StatisticsRow row) => Measure switch
    {
        StatisticsMeasure.Triage => Time(row.MedianTimeToTriage),
        StatisticsMeasure.Acknowledge => Time(row.MedianTimeToAcknowledge),
        StatisticsMeasure.Feedback => Share(row),
        _ => $"{row.Offered}",
    };

    private async Task<GetStatisticsResponse> ReadAsync(StatisticsDimension dimension)
    {
        var request = new GetStatisticsRequest { FromMonth = From, ToMonth = Until, GroupBy = { dimension } };
        if (Country.Length > 0)
            request.Countries.Add(Country.ToUpperInvariant());
        if (Person.Principal.Role == Role.Team)
            request.TeamIds.Add(Person.Principal.Team);
        else if (Team.Length > 0)
            request.TeamIds.Add(Team);
        return await Clients.Routing.GetStatisticsAsync(request, cancellationToken: Stop);
    }
}
