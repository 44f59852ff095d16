using Referrals.Cli.CommandLine;
using Referrals.Cli.Replay.Acting;
using Referrals.Cli.Replay.Checking;
using Referrals.Cli.Replay.Reading;
using Referrals.Testing;
using Xunit;

namespace Referrals.Cli.Tests.CommandLine;

/// <summary>The pages say what there is.</summary>
public sealed class DocumentationTests
{
    private static readonly string Cli = File.ReadAllText(Repository.File("docs", "cli.md"));
    private static readonly string Demo = File.ReadAllText(Repository.File("docs", "demo.md"));

    [Fact]
    public void Every_command_is_on_the_page() =>
        Assert.All(Application.Root().Subcommands, command => Assert.Contains($"`{command.Name}", Cli, StringComparison.Ordinal));

    [Fact]
    public void Every_scenario_step_and_check_is_on_the_page()
    {
        Assert.All(ScenarioFiles.Shipped.All(), scenario => Assert.Contains($"| {scenario.Id} |", Demo, StringComparison.Ordinal));
        Assert.All([.. ActionKinds.Names, .. CheckKinds.Names], name => Assert.Contains($"`{name}`", Demo, StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_of_a_scenario_is_one()
    {
        var example = Demo.Split("```yaml\n")[1].Split("```")[0];
        Assert.Equal("s99", ScenarioReader.Read("demo.md", new StringReader(example)).Id);
    }
}
