using Google.Protobuf.WellKnownTypes;
using Referrals.Audit.V1;
using Referrals.Console.ReadTrail;

namespace Referrals.Console.Tests.Rules;

public sealed class CustodyRowsTests
{
    private const string Case = "cases/case-1/countries/PH";
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lapse_is_a_gap_of_the_team_that_did_not_answer_and_the_desk_goes_on_holding()
    {
        var rows = CustodyRows.Of(
        [
            Record(0, "opened", to: "desk/ph"),
            Record(1, "offered", "hof-1", "team/a", from: "desk/ph", to: "team/a"),
            Record(5, "timed_out", "hof-1", "team/a", from: "desk/ph", to: "desk/ph"),
            Record(5, "offered", "hof-2", "team/b", from: "desk/ph", to: "team/b"),
            Record(6, "acknowledged", "hof-2", "team/b", from: "desk/ph", to: "team/b"),
            Record(9, "completed", "hof-2", "team/b", from: "team/b", to: "desk/ph"),
        ]);

        Assert.Equal(
            [
                (CustodyKind.Desk, "desk/ph", 0, 6, "acknowledged"),
                (CustodyKind.Waiting, "team/a", 1, 5, "timed_out"),
                (CustodyKind.Waiting, "team/b", 5, 6, "acknowledged"),
                (CustodyKind.Team, "team/b", 6, 9, "completed"),
            ],
            rows.Select(row => (row.Kind, row.Who, Hours(row.From), Hours(row.Until!.Value), row.EndedBy)));
        Assert.True(rows[1].Lapsed);
    }

    [Fact]
    public void The_picture_has_a_bar_for_each_row_of_the_table()
    {
        var rows = CustodyRows.Of([Record(0, "opened", to: "desk/ph"), Record(1, "offered", "hof-1", "team/a", from: "desk/ph", to: "team/a")]);

        var picture = TrailPicture.Of(rows, Start.AddHours(4));

        Assert.Equal(rows, picture.Bars.Select(bar => bar.Row));
        Assert.All(picture.Bars, bar => Assert.InRange(bar.X + bar.Length, TrailPicture.LabelWidth, TrailPicture.Width));
    }

    private static int Hours(DateTimeOffset at) => (int)(at - Start).TotalHours;

    private static LogRecord Record(int hour, string type, string handOff = "", string team = "", string from = "", string to = "") => new()
    {
        Index = hour,
        Type = type,
        Time = Start.AddHours(hour).ToTimestamp(),
        CountryCase = Case,
        HandOffId = handOff,
        Team = team.Replace("team/", "", StringComparison.Ordinal),
        From = from,
        To = to,
        LeafJson = "{\"body\":{\"details\":{\"role\":\"LEAD\"}}}",
    };
}
