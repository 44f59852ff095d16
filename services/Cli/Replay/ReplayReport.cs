namespace Referrals.Cli.Replay;

/// <summary>Every expectation that was checked, in the order in which it was.</summary>
public sealed record ReplayReport(IReadOnlyList<ExpectationResult> Expectations)
{
    public int Met => Count(ExpectationOutcome.Met);

    public int Failed => Count(ExpectationOutcome.Failed);

    public int Deferred => Count(ExpectationOutcome.Deferred);

    private int Count(ExpectationOutcome outcome) => Expectations.Count(expectation => expectation.Outcome == outcome);
}
