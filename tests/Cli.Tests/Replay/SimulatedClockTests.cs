using Referrals.Cli.Tests.Building;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

public sealed class SimulatedClockTests
{
    [Fact]
    public async Task Every_process_is_set_to_one_offset()
    {
        var (one, two) = (new ScriptedOperations(TimeSpan.FromDays(-100)), new ScriptedOperations(TimeSpan.FromDays(-90)));
        Assert.Equal(0, (await RunAsync([one, two], "--to", "2026-05-02")).Code);
        Assert.Equal((TimeSpan.FromDays(-30), TimeSpan.FromDays(-30)), (one.Offset, two.Offset));
    }

    [Fact]
    public async Task A_process_that_missed_an_advance_is_brought_to_where_the_others_are()
    {
        var (behind, ahead) = (new ScriptedOperations(TimeSpan.FromDays(-100)), new ScriptedOperations(TimeSpan.FromDays(-10)));
        await RunAsync([behind, ahead], "--advance", "1d");
        Assert.Equal(behind.Offset, ahead.Offset);
    }

    [Fact]
    public async Task The_clock_is_not_set_back()
    {
        var process = new ScriptedOperations(TimeSpan.Zero);
        Assert.Equal(2, (await RunAsync([process], "--to", "2026-05-31")).Code);
        Assert.Equal(0, process.Advances);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(ScriptedOperations[] processes, params string[] options)
    {
        await using var cli = new CliUnderTest().Knows("operator");
        foreach (var (process, i) in processes.Select((process, i) => (process, i)))
            await cli.WithAsync($"service{i}", process);
        return await cli.RunAsync(["clock", .. options]);
    }
}
