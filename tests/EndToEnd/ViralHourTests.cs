using System.Globalization;
using Referrals.Cli.Connect;
using Referrals.Cli.Replay;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.EndToEnd;

/// <summary>Scenario S12 with more reports than the scenario's own. <c>REFERRALS_VIRAL_REPORTS=50000</c> is the whole hour.</summary>
public sealed class ViralHourTests
{
    private const int OfScenario = 250;
    private static readonly int Reports = int.Parse(Environment.GetEnvironmentVariable("REFERRALS_VIRAL_REPORTS") ?? "600", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_viral_hour_is_one_item_and_the_report_that_names_a_child_s_account_stands_before_it()
    {
        using var directory = new TempDirectory();
        var scenario = directory.File("viral-hour.yaml");
        await File.WriteAllTextAsync(scenario, (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "demo", "s12-viral-hour.yaml")))
            .Replace($"count: {OfScenario}", string.Create(CultureInfo.InvariantCulture, $"count: {Reports}"), StringComparison.Ordinal)
            .Replace($"reports: {OfScenario}\n", string.Create(CultureInfo.InvariantCulture, $"reports: {Reports}\n"), StringComparison.Ordinal)
            .Replace($"reports: {OfScenario + 1}\n", string.Create(CultureInfo.InvariantCulture, $"reports: {Reports + 1}\n"), StringComparison.Ordinal));
        await using var exchange = await EmbeddedExchange.StartAsync(simulatedClock: true);

        var report = await ScenarioReplay.RunAsync(
            ExchangeLocation.InDirectory(exchange.DataDirectory), new ReplayOptions { Scenarios = [scenario], Wait = TimeSpan.FromMinutes(10) }, null, CancellationToken.None);

        Assert.Empty(report.Expectations.Where(expectation => expectation.Outcome == ExpectationOutcome.Failed).Select(expectation => $"{expectation.Step}: {expectation.Expectation}: {expectation.Why}"));
        Assert.True(report.Met >= 8, $"only {report.Met} expectations were checked");
    }
}
