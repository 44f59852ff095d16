namespace Referrals.Testing.Processes;

/// <summary>The whole exchange in one child process, on embedded storage.</summary>
public sealed class EmbeddedExchange : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    private EmbeddedExchange(bool simulatedClock)
    {
        Process = new ChildProcess(
            "Exchange",
            ["--data", directory.Path, "--port", "0", "--grpc-port", "0", .. simulatedClock ? (string[])["--simulated-clock"] : []],
            directory.File("exchange.log"));
        Access = new ExchangeAccess(directory.Path);
    }

    public ChildProcess Process { get; }

    public ExchangeAccess Access { get; private set; }

    public string DataDirectory => directory.Path;

    public static async Task<EmbeddedExchange> StartAsync(bool simulatedClock = false, IReadOnlyDictionary<string, string>? environment = null)
    {
        var exchange = new EmbeddedExchange(simulatedClock);
        await exchange.StartAgainAsync(environment);
        return exchange;
    }

    /// <summary>After a kill or a stop: the same data, on new ports.</summary>
    public async Task StartAgainAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        File.Delete(directory.File("exchange.json"));
        Process.Start(environment);
        await Eventually.Async(() => File.Exists(directory.File("exchange.json")) || Process.HasExited, TimeSpan.FromMinutes(2), "the exchange starts");
        if (Process.HasExited && !File.Exists(directory.File("exchange.json")))
            throw new InvalidOperationException($"the exchange did not start:\n{Process.ReadLog()}");
        Access.Dispose();
        Access = new ExchangeAccess(directory.Path);
    }

    public async ValueTask DisposeAsync()
    {
        Access.Dispose();
        await Process.DisposeAsync();
        directory.Dispose();
    }
}
