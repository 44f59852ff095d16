using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Referrals.Testing;
using Xunit;

namespace Referrals.Faults;

/// <summary><c>up.sh</c> and <c>down.sh</c>: what was killed comes back where it was, what was stopped is gone, strangers are left alone.</summary>
public sealed class LocalTopologyTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Names = ["postgres", "rabbitmq", "epmd", "identity", "intake", "matching", "triage", "routing", "audit", "console"];
    private readonly TempDirectory directory = new();

    public Task InitializeAsync() => UpAsync("--simulated-clock");

    public Task DisposeAsync() => Script.RunAsync("down.sh", "--data", directory.Path);

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_was_killed_comes_back_on_its_ports_and_nothing_else_is_started()
    {
        var before = await PidsAsync();
        var settings = await File.ReadAllTextAsync(directory.File("run", "settings"));
        string[] killed = ["postgres", "rabbitmq", "intake", "audit"];
        foreach (var name in killed)
            Process.GetProcessById(before[name]).Kill();

        await UpAsync();

        var after = await PidsAsync();
        Assert.Equal(killed.Order(), Names.Where(name => after[name] != before[name]).Order());
        Assert.Equal(settings, await File.ReadAllTextAsync(directory.File("run", "settings")));
        var exchange = JsonDocument.Parse(await File.ReadAllTextAsync(directory.File("exchange.json"))).RootElement;
        Assert.Equal(after["intake"], exchange.GetProperty("pid").GetInt32());
        using var http = new HttpClient();
        Assert.True((await http.GetAsync(new Uri($"{exchange.GetProperty("web").GetString()}/health/ready"))).IsSuccessStatusCode);
        Assert.Contains("<h1", await http.GetStringAsync(new Uri($"{exchange.GetProperty("console").GetString()}/sign-in")), StringComparison.Ordinal);
        var link = directory.File("sign-in", "officer-okoro.link");
        await Eventually.Async(() => Task.FromResult(File.Exists(link)), because: "the console has asked who needs a link");
        Assert.StartsWith($"officer/okoro {exchange.GetProperty("console").GetString()}/", await File.ReadAllTextAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_stops_everything_that_up_started_and_says_so()
    {
        var pids = await PidsAsync();

        var said = await Script.RunAsync("down.sh", "--data", directory.Path);

        foreach (var name in Names.Except(["epmd"]))
            Assert.Contains($"stopped {name} ({pids[name]})", said, StringComparison.Ordinal);
        foreach (var pid in pids.Values)
            await Eventually.Async(() => !Directory.Exists($"/proc/{pid}"));
        Assert.Contains("nothing was running", await Script.RunAsync("down.sh", "--data", directory.Path), StringComparison.Ordinal);
    }

    private Task<string> UpAsync(params string[] options) =>
        // The tests' own build, which is there.
        Script.RunAsync("up.sh", ["--data", directory.Path, "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, .. options]);

    private async Task<Dictionary<string, int>> PidsAsync()
    {
        var pids = new Dictionary<string, int>();
        foreach (var name in Names)
            pids[name] = int.Parse(await File.ReadAllTextAsync(directory.File("run", $"{name}.pid")), CultureInfo.InvariantCulture);
        return pids;
    }
}
