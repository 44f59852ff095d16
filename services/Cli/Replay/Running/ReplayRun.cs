using Grpc.Core;
using Referrals.Cli.Connect;
using Referrals.Cli.Errors;
using Referrals.Cli.Replay.Checking;

namespace Referrals.Cli.Replay.Running;

/// <summary>Carries steps out one after another and checks what they must show.</summary>
internal sealed class ReplayRun(World world, IProgress<ExpectationResult>? observer)
{
    private const string End = "end";
    private const string ReferralPrefix = "ref-";
    private readonly List<ExpectationResult> results = [];
    private readonly Dictionary<string, string> failedAt = [];

    public IReadOnlyList<ExpectationResult> Results => results;

    public async Task RunAsync(TimelineStep next, CancellationToken cancellationToken)
    {
        var (scenario, step, isLast) = next;
        if (!failedAt.ContainsKey(scenario.Id))
            await ActAsync(scenario, step, cancellationToken);
        foreach (var expectation in step.Expectations)
            await CheckAsync(scenario, step.Id, expectation, cancellationToken);
        if (!isLast)
            return;
        foreach (var expectation in AtTheEnd(scenario))
            await CheckAsync(scenario, End, expectation, cancellationToken);
    }

    private async Task ActAsync(Scenario scenario, ScenarioStep step, CancellationToken cancellationToken)
    {
        var context = new StepContext(world, scenario.Id, step.Id, step.As);
        try
        {
            await world.Clock.AdvanceAsync(step.At, context.RequestId("clock"), cancellationToken);
            await step.Action.RunAsync(context, cancellationToken);
        }
        catch (Exception exception) when (Why(exception) is { } why)
        {
            failedAt[scenario.Id] = step.Id;
            Report(new ExpectationResult(scenario.Id, step.Id, "the step is carried out", ExpectationOutcome.Failed, why));
        }
    }

    private async Task CheckAsync(Scenario scenario, string step, Expectation expectation, CancellationToken cancellationToken)
    {
        if (expectation.Check is null)
        {
            Report(new ExpectationResult(scenario.Id, step, expectation.Says, ExpectationOutcome.Deferred));
            return;
        }

        if (failedAt.TryGetValue(scenario.Id, out var failed))
        {
            Report(new ExpectationResult(scenario.Id, step, expectation.Says, ExpectationOutcome.Failed, $"not reached: step {failed} failed"));
            return;
        }

        var context = new StepContext(world, scenario.Id, step, expectation.As);
        var verdict = await LookAsync(context, expectation.Check, cancellationToken);
        Report(new ExpectationResult(
            scenario.Id, step, expectation.Says, verdict.Held ? ExpectationOutcome.Met : ExpectationOutcome.Failed, verdict.Held ? null : verdict.Seen));
    }

    private async Task<Verdict> LookAsync(StepContext context, ICheck check, CancellationToken cancellationToken)
    {
        var verdict = Verdict.No("it is not there");
        try
        {
            await world.Waiting.UntilAsync(async () => (verdict = await check.CheckAsync(context, cancellationToken)).Held, cancellationToken);
        }
        catch (Exception exception) when (Why(exception) is { } why)
        {
            return Verdict.No(why);
        }

        return verdict;
    }

    /// <summary>What holds of every scenario: the log has all of it.</summary>
    private IEnumerable<Expectation> AtTheEnd(Scenario scenario)
    {
        foreach (var name in world.Captures.Names(scenario.Id, ReferralPrefix))
        {
            yield return new Expectation($"the trail of '{name}' is whole and in order", "", new WholeTrailCheck(name));
            yield return new Expectation($"the trail of '{name}' verifies offline", "", new VerifiesCheck(name, null));
        }
    }

    /// <summary>Why something could not be done; null for a bug.</summary>
    private static string? Why(Exception exception) => exception switch
    {
        ReplayException => exception.Message,
        RpcException or ExchangeUnreachableException or NoCredentialException => Describe(ErrorPrinter.Describe(exception)!),
        _ => null,
    };

    private static string Describe(CallError error) =>
        string.Join("; ", [$"{error.Code} {error.Reason}: {error.Text}", .. error.Fields.Select(field => $"{field.Field}: {field.Rule}")]);

    private void Report(ExpectationResult result)
    {
        results.Add(result);
        observer?.Report(result);
    }
}
