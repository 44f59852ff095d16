using Referrals.Common.V1;
using Referrals.Routing.Deconflict;
using Referrals.Routing.Storage;
using Xunit;

namespace Referrals.Routing.Tests.Deconflict;

public sealed class DeconflictionRulesTests
{
    private static readonly DateTimeOffset By = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(DeconflictionState.Held, Role.Team, -1, null)]
    [InlineData(DeconflictionState.Held, Role.Team, 0, "LAPSED")]
    [InlineData(DeconflictionState.Lapsed, Role.Team, -1, "LAPSED")]
    [InlineData(DeconflictionState.Held, Role.Officer, 1, null)]
    [InlineData(DeconflictionState.Lapsed, Role.Officer, 1, null)]
    [InlineData(DeconflictionState.Released, Role.Officer, 1, "RELEASED")]
    [InlineData(DeconflictionState.Released, Role.Team, -1, "RELEASED")]
    public void The_team_releases_while_its_clock_runs_and_the_officer_at_any_time(DeconflictionState state, Role by, int minutes, string? reason) =>
        Assert.Equal(reason, DeconflictionRules.Release(state, By, by, By.AddMinutes(minutes))?.Reason);

    [Fact]
    public void The_more_urgent_the_case_the_sooner_an_officer_is_asked()
    {
        var times = Enum.GetValues<Priority>().Where(priority => priority != Priority.Unspecified).Order().Select(DeconflictionRules.Within).ToList();

        Assert.Equal(times.Order(), times);
        Assert.True(times[0] < times[^1]);
    }

    [Fact]
    public void Where_nobody_works_on_the_case_any_more_the_clock_releases()
    {
        Assert.Equal(DeconflictionState.Released, DeconflictionRules.Lapse([]));
        Assert.Equal(DeconflictionState.Released, DeconflictionRules.Lapse([HandOff(HandOffRole.Lead, HandOffState.Completed), HandOff(HandOffRole.Support, HandOffState.InProgress)]));
        Assert.Equal(DeconflictionState.Lapsed, DeconflictionRules.Lapse([HandOff(HandOffRole.Lead, HandOffState.Transferred), HandOff(HandOffRole.Lead, HandOffState.Acknowledged)]));
    }

    private static HandOffRow HandOff(HandOffRole role, HandOffState state) => new()
    {
        HandOffId = "hof-1",
        CountryCase = "cases/c/countries/PH",
        Country = "PH",
        TeamId = "t",
        Role = role,
        State = state,
        PolicyVersion = "1",
        RuleId = "r",
        Round = 1,
        Attempt = 1,
        Priority = Priority.P2Urgent,
        FromCustodian = "desk/ph",
        OfferedAt = By,
        AcknowledgeBy = By,
        FeedbackWithin = 1,
    };
}
