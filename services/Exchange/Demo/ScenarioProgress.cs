using Referrals.Cli.Replay;

namespace Referrals.Exchange.Demo;

/// <summary>A line for each scenario, and one for each expectation that failed.</summary>
internal sealed class ScenarioProgress(TextWriter output) : IProgress<ExpectationResult>
{
    private readonly Lock gate = new();
    private string? scenario;
    private int met;

    public void Report(ExpectationResult value)
    {
        lock (gate)
        {
            if (value.Scenario != scenario)
                FinishScenario();
            scenario = value.Scenario;
            if (value.Outcome == ExpectationOutcome.Met)
                met++;
            else if (value.Outcome == ExpectationOutcome.Failed)
                output.WriteLine($"  {value.Scenario}: failed: {value.Expectation} {value.Why}");
        }
    }

    public void Finish()
    {
        lock (gate)
            FinishScenario();
    }

    private void FinishScenario()
    {
        if (scenario is not null)
            output.WriteLine($"  {scenario}: {met} expectations met");
        output.Flush();
        scenario = null;
        met = 0;
    }
}
