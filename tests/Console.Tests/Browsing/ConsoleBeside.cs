using System.Globalization;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.Console.Tests.Browsing;

/// <summary>An exchange, and beside it the console as a process of its own. The exchange can be killed and comes back on its ports.</summary>
public sealed class ConsoleBeside : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly TempDirectory directory = new();
    private readonly ChildProcess exchange;
    private readonly ChildProcess console;
    private readonly string exchangeWeb;

    private ConsoleBeside()
    {
        var (web, grpc, pages, pagesGrpc) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        exchangeWeb = $"http://localhost:{web}";
        Web = $"http://localhost:{pages}";
        exchange = new ChildProcess("Exchange", ["--data", directory.Path, "--port", Text(web), "--grpc-port", Text(grpc)], directory.File("exchange.log"));
        console = new ChildProcess(
            "Console",
            [$"--Data:Directory={directory.Path}", "--Console:LinksSuffice=true", $"--Listen:Web={pages}", $"--Listen:Grpc={pagesGrpc}", .. Topology.Services.Select(service => $"--Services:{service}=http://localhost:{grpc}")],
            directory.File("console.log"));
        Access = new ExchangeAccess(directory.Path);
        People = null!;
    }

    /// <summary>Address of the pages.</summary>
    public string Web { get; }

    public ExchangeAccess Access { get; }

    public People People { get; private set; }

    public string File(string first, string second) => Path.Combine(directory.Path, first, second);

    public static async Task<ConsoleBeside> StartAsync()
    {
        var beside = new ConsoleBeside();
        await beside.StartExchangeAsync();
        beside.console.Start();
        await ReadyAsync(beside.Web, beside.console);
        beside.People = new People(beside.Access);
        return beside;
    }

    public async Task StartExchangeAsync()
    {
        exchange.Start();
        await ReadyAsync(exchangeWeb, exchange);
    }

    public Task KillExchangeAsync() => exchange.KillAsync();

    /// <summary>The one-time link of a person into the pages.</summary>
    public async Task<string> LinkAsync(string principal)
    {
        var file = File("sign-in", $"{principal.Replace('/', '-')}.link");
        return await Eventually.ResultAsync(
            () => Task.FromResult(System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file).Trim().Split(' ')[1] : ""),
            link => link.StartsWith(Web, StringComparison.Ordinal),
            because: "the console writes its links when it listens");
    }

    public async ValueTask DisposeAsync()
    {
        Access.Dispose();
        await console.DisposeAsync();
        await exchange.DisposeAsync();
        directory.Dispose();
    }

    private static Task ReadyAsync(string web, ChildProcess process) => Eventually.Async(
        async () =>
        {
            if (process.HasExited)
                throw new InvalidOperationException($"it has ended:\n{process.ReadLog()}");
            try
            {
                using var answer = await Http.GetAsync(new Uri($"{web}/health/ready"));
                return answer.IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        },
        because: "it is ready");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
