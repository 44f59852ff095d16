using Referrals.Cli.Tests.Building;
using Referrals.Testing;
using Referrals.TransparencyLog.Tests.Bundles;
using Xunit;

namespace Referrals.Cli.Tests.Operating;

/// <summary>What an operator sees of the log and does to it.</summary>
public sealed class LogTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly TestLog log = TestLog.Of(8);
    private CliUnderTest cli = null!;

    public async Task InitializeAsync() =>
        cli = await new CliUnderTest().Knows("operator").WithAsync("audit", new ScriptedAudit(log, directory.File("tiles")), new ScriptedOperations(TimeSpan.Zero));

    [Fact]
    public async Task The_key_is_rotated_a_step_at_a_time()
    {
        var (code, output, _) = await cli.RunAsync("log", "rotate-key", "add");
        Assert.Equal(0, code);
        Assert.Contains($"Added  {TestLog.Key}", output, StringComparison.Ordinal);
        Assert.Contains("Give the new key to witnesses", output, StringComparison.Ordinal);
        Assert.Contains("Retired", (await cli.RunAsync("log", "rotate-key", "retire")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("log", "rotate-key", "swap")).Code);
        Assert.Contains($"signs    {TestLog.Key}", (await cli.RunAsync("log", "keys")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_checkpoint_is_kept_to_the_byte()
    {
        Assert.Equal(0, (await cli.RunAsync("log", "checkpoint", "-o", directory.File("kept"))).Code);

        Assert.Equal(log.Checkpoint(), await File.ReadAllTextAsync(directory.File("kept")));
        Assert.Equal(log.Checkpoint(), (await cli.RunAsync("log", "checkpoint")).Out);
    }

    [Fact]
    public async Task Late_promises_are_listed()
    {
        var (code, output, _) = await cli.RunAsync("promises");

        Assert.Equal(0, code);
        Assert.Contains("referrals/ref-1", output, StringComparison.Ordinal);
        Assert.Contains("2026-06-01", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_away_keeps_nothing_of_the_others_from_being_shown()
    {
        cli.At("triage", $"http://127.0.0.1:{FreePort.Next()}");

        var (code, output, error) = await cli.RunAsync("promises");

        Assert.Equal(3, code);
        Assert.Contains("referrals/ref-1", output, StringComparison.Ordinal);
        Assert.Contains("no answer from triage", error, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    public Task DisposeAsync() => cli.DisposeAsync().AsTask();
}
