namespace Referrals.Cli.Replay.Running;

/// <summary>A step of a scenario in its place among the steps of others.</summary>
internal sealed record TimelineStep(Scenario Scenario, ScenarioStep Step, bool IsLast);

/// <summary>Puts the steps of several scenarios into one order by business time, since there is one clock and it never goes back.</summary>
internal static class Timeline
{
    public static IReadOnlyList<TimelineStep> Of(IEnumerable<Scenario> scenarios) =>
    [
        .. scenarios
            .OrderBy(scenario => scenario.Steps[0].At)
            .SelectMany(scenario => scenario.Steps.Select(step => new TimelineStep(scenario, step, step == scenario.Steps[^1])))
            .OrderBy(step => step.Step.At), // A stable sort: steps of one time stay in the order of their scenarios.
    ];
}
