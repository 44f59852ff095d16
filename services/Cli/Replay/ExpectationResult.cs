namespace Referrals.Cli.Replay;

/// <summary>What became of one expectation.</summary>
public enum ExpectationOutcome
{
    /// <summary>It held.</summary>
    Met,

    /// <summary>It did not hold within its time.</summary>
    Failed,

    /// <summary>The exchange cannot show it yet.</summary>
    Deferred,
}

/// <summary>One expectation of a scenario, checked.</summary>
/// <param name="Scenario">Id of the scenario, <c>s01</c>.</param>
/// <param name="Step">Id of the step that it belongs to; <c>end</c> for the scenario as a whole.</param>
/// <param name="Expectation">The expectation in words.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Why">When it failed: what was seen instead; codes and ids, never content.</param>
public sealed record ExpectationResult(string Scenario, string Step, string Expectation, ExpectationOutcome Outcome, string? Why = null);
