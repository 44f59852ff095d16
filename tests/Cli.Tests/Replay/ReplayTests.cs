using System.Text.Json;
using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

public sealed class ReplayTests
{
    private const string Scenario = """
        id: s99
        title: An example
        steps:
          - step: refer
            at: 2020-01-01T00:00Z
            as: agency/uk-nca
            do: submit
            name: tip
            referral: { agencyReference: S99-1, incidentType: OTHER, handling: { tlp: CLEAR }, narrative: "[withheld]" }
            expect:
              - { says: nothing is orphaned, as: officer/okoro, check: orphaned, of: tip }
              - { says: something else, deferred: true }
          - step: refer-again
            as: agency/uk-nca
            do: submit
            name: other
            referral: { agencyReference: S99-2, incidentType: OTHER, handling: { tlp: CLEAR }, narrative: "[withheld]" }
        """;

    [Fact]
    public async Task A_step_that_is_refused_fails_with_what_depends_on_it_and_the_run_ends_with_1()
    {
        var intake = new ScriptedIntake { Refusal = Refusals.Invalid(("referral.countries", "is required")) };
        await using var cli = await WithAsync(intake, new ScriptedOperations(TimeSpan.Zero));

        var (code, output, error) = await cli.RunAsync("replay", Path.Combine(cli.Data, "mine.yaml"), "--json");

        Assert.Equal((1, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal((0, 2, 1), (report.GetProperty("met").GetInt32(), report.GetProperty("failed").GetInt32(), report.GetProperty("deferred").GetInt32()));
        Assert.Equal(
            ["s99 refer failed: the step is carried out", "s99 refer failed: nothing is orphaned", "s99 refer deferred: something else"],
            report.GetProperty("expectations").EnumerateArray().Select(line =>
                $"{line.GetProperty("scenario")} {line.GetProperty("step")} {line.GetProperty("result")}: {line.GetProperty("expectation")}"));
        Assert.Contains("referral.countries: is required", report.GetProperty("expectations")[0].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Single(intake.Submitted);
    }

    [Fact]
    public async Task Each_expectation_is_a_line_for_people()
    {
        await using var cli = await WithAsync(new ScriptedIntake { Refusal = Refusals.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED") }, new ScriptedOperations(TimeSpan.Zero));
        var (code, output, _) = await cli.RunAsync("replay", Path.Combine(cli.Data, "mine.yaml"));
        Assert.Equal(1, code);
        Assert.Contains("FAILED    s99  refer: the step is carried out -- PERMISSION_DENIED", output, StringComparison.Ordinal);
        Assert.EndsWith("0 expectations met, 2 failed, 1 deferred.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_ids_of_two_replays_are_the_same()
    {
        var intake = new ScriptedIntake { Refusal = Refusals.Invalid() };
        await using var cli = await WithAsync(intake, new ScriptedOperations(TimeSpan.Zero));
        await cli.RunAsync("replay", Path.Combine(cli.Data, "mine.yaml"));
        await cli.RunAsync("replay", Path.Combine(cli.Data, "mine.yaml"));
        Assert.Equal(["replay.s99.refer", "replay.s99.refer"], intake.Submitted.Select(request => request.RequestId));
    }

    [Fact]
    public async Task An_exchange_with_a_real_clock_is_left_alone()
    {
        var intake = new ScriptedIntake();
        await using var cli = await WithAsync(intake, new ScriptedOperations(TimeSpan.Zero, simulated: false));
        var (code, _, error) = await cli.RunAsync("replay", "all");
        Assert.Equal(1, code);
        Assert.Contains("--simulated-clock", error, StringComparison.Ordinal);
        Assert.Empty(intake.Submitted);
    }

    [Fact]
    public async Task A_scenario_that_is_not_there_or_has_a_mistake_ends_with_2()
    {
        await using var cli = await WithAsync(new ScriptedIntake(), new ScriptedOperations(TimeSpan.Zero));
        Assert.Equal(2, (await cli.RunAsync("replay", "s42")).Code);
        await File.WriteAllTextAsync(Path.Combine(cli.Data, "bad.yaml"), "id: s1\n");
        var (code, _, error) = await cli.RunAsync("replay", Path.Combine(cli.Data, "bad.yaml"));
        Assert.Equal(2, code);
        Assert.Contains("bad.yaml:1: 'title' is required", error, StringComparison.Ordinal);
    }

    private static async Task<CliUnderTest> WithAsync(ScriptedIntake intake, ScriptedOperations operations)
    {
        var cli = new CliUnderTest().Knows("operator", "auditor/mercier", "agency/uk-nca", "officer/okoro");
        await File.WriteAllTextAsync(Path.Combine(cli.Data, "mine.yaml"), Scenario);
        return await cli.WithAsync("intake", intake, operations);
    }
}
