using System.Text;
using System.Text.Json;
using Referrals.Cli.CommandLine;
using Referrals.Testing;

namespace Referrals.Cli.Tests.Building;

/// <summary>The command line over a data directory of its own, whose services are the test's.</summary>
internal sealed class CliUnderTest : IAsyncDisposable
{
    private readonly TempDirectory data = new();
    private readonly Dictionary<string, string> grpc = [];
    private readonly List<FakeService> services = [];

    public string Data => data.Path;

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Answers as a service of the exchange.</summary>
    public async Task<CliUnderTest> WithAsync<TService>(string name, TService implementation)
        where TService : class
    {
        var service = await FakeService.StartAsync(implementation);
        services.Add(service);
        return At(name, service.Address);
    }

    /// <summary>Answers as a service of the exchange, and as its process's operations.</summary>
    public async Task<CliUnderTest> WithAsync<TService>(string name, TService implementation, ScriptedOperations operations)
        where TService : class
    {
        var service = await FakeService.StartAsync(implementation, operations);
        services.Add(service);
        return At(name, service.Address);
    }

    /// <summary>Says in exchange.json where a service is, whether it is there or not.</summary>
    public CliUnderTest At(string name, string address)
    {
        grpc[name] = address;
        File.WriteAllText(data.File("exchange.json"), JsonSerializer.Serialize(new { pid = 1, web = "http://localhost:1", grpc }));
        return this;
    }

    /// <summary>Has the credentials of these principals.</summary>
    public CliUnderTest Knows(params string[] principals)
    {
        Directory.CreateDirectory(data.File("credentials"));
        foreach (var principal in principals)
            File.WriteAllText(data.File("credentials", $"{principal.Replace('/', '-')}.token"), $"token-of-{principal}\n");
        return this;
    }

    public async Task<(int Code, string Out, string Error)> RunAsync(IEnumerable<string> arguments, string input = "")
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var stdin = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var terminal = new Terminal(stdin, output, error, name => Environment.GetValueOrDefault(name), Interactive: false);
        var code = await Application.RunAsync([.. arguments, "--data", data.Path], terminal);
        return (code, output.ToString(), error.ToString());
    }

    public Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, "");

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services)
            await service.DisposeAsync();
        data.Dispose();
    }
}
