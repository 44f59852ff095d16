using Referrals.Cli.Replay;
using Referrals.Cli.Replay.Acting;
using Referrals.Cli.Replay.Running;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

public sealed class TimelineTests
{
    [Fact]
    public void Steps_of_several_scenarios_stand_in_the_order_of_their_times()
    {
        var timeline = Timeline.Of([Scenario("late", 3, 9), Scenario("early", 1, 3, 5)]);
        Assert.Equal(["early 1", "early 3", "late 3", "early 5", "late 9"], timeline.Select(step => $"{step.Scenario.Id} {step.Step.At.Day}"));
        Assert.Equal(["early 5", "late 9"], timeline.Where(step => step.IsLast).Select(step => $"{step.Scenario.Id} {step.Step.At.Day}"));
    }

    [Fact]
    public void Steps_of_one_time_stay_in_the_order_of_the_file()
    {
        var scenario = Scenario("one", 1, 1, 1, 1);
        Assert.Equal(scenario.Steps, Timeline.Of([scenario]).Select(step => step.Step));
    }

    private static Scenario Scenario(string id, params int[] days) => new(
        id, id, [], [.. days.Select((day, i) => new ScenarioStep($"{i}", new DateTimeOffset(2021, 1, day, 0, 0, 0, TimeSpan.Zero), "", new WaitAction(), []))]);
}
