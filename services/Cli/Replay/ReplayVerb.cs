using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;

namespace Referrals.Cli.Replay;

/// <summary><c>replay SCENARIO…|all</c></summary>
internal static class ReplayVerb
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Argument<string[]> Scenarios = new("SCENARIO") { Description = "s01 …, a file of your own, or all", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<TimeSpan?> Wait = Options.Length("--wait", "How long an effect may take before its expectation has failed; 60s where it is not given");

    public static Command Create() => Verb.Create(
        "replay", "Replay scenarios through the public API and check what they show; may be repeated and interrupted", [Scenarios, Wait], async run =>
        {
            var options = new ReplayOptions { Scenarios = run.Get(Scenarios), Wait = run.Get(Wait) ?? new ReplayOptions().Wait };
            var report = await ScenarioReplay.RunAsync(run.Location, options, run.Json ? null : new Lines(run.Terminal.Out), run.CancellationToken);
            run.Terminal.Out.WriteLine(run.Json
                ? Json(report).ToJsonString(Plain)
                : $"{report.Met} expectations met, {report.Failed} failed, {report.Deferred} deferred.");
            return report.Failed > 0 ? ExitCode.Refused : ExitCode.Done;
        });

    internal static JsonObject Json(ReplayReport report) => new()
    {
        ["expectations"] = new JsonArray([.. report.Expectations.Select(Json)]),
        ["met"] = report.Met,
        ["failed"] = report.Failed,
        ["deferred"] = report.Deferred,
    };

    private static JsonObject Json(ExpectationResult result)
    {
        var line = new JsonObject
        {
            ["scenario"] = result.Scenario,
            ["step"] = result.Step,
            ["expectation"] = result.Expectation,
            ["result"] = result.Outcome.ToString().ToLower(CultureInfo.InvariantCulture),
        };
        if (result.Why is not null)
            line["why"] = result.Why;
        return line;
    }

    private sealed class Lines(TextWriter output) : IProgress<ExpectationResult>
    {
        public void Report(ExpectationResult value)
        {
            var outcome = value.Outcome == ExpectationOutcome.Failed ? "FAILED" : value.Outcome.ToString().ToLower(CultureInfo.InvariantCulture);
            output.WriteLine($"{outcome,-8}  {value.Scenario}  {value.Step}: {value.Expectation}{(value.Why is null ? "" : $" -- {value.Why}")}");
            output.Flush();
        }
    }
}
