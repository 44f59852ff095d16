using System.Globalization;
using System.Text.Json;
using Referrals.Contracts;

namespace Referrals.Testing.Processes;

/// <summary>Every service as a process of its own, on a PostgreSQL database and a RabbitMQ virtual host.</summary>
public sealed class DistributedExchange : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset ScenariosBegin = new(2017, 1, 9, 0, 0, 0, TimeSpan.Zero);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly TempDirectory directory = new();
    private readonly Dictionary<string, ChildProcess> processes = [];
    private readonly Dictionary<string, (int Grpc, int Web)> ports = [];
    private readonly List<ChildProcess> others = [];
    private readonly Func<string, string, ChildProcess> make;
    private readonly bool simulatedClock;

    private DistributedExchange(IReadOnlyDictionary<string, string> connectionStrings, Uri broker, bool simulatedClock, IReadOnlyDictionary<string, string> settings)
    {
        this.simulatedClock = simulatedClock;
        foreach (var service in Topology.Services)
            ports[service] = (FreePort.Next(), FreePort.Next());

        // One offset for all processes, from the time at which the scenarios begin.
        var initialOffset = simulatedClock ? (int)(ScenariosBegin - TimeProvider.System.GetUtcNow()).TotalSeconds : 0;
        make = (service, log) =>
        {
            var configuration = new Dictionary<string, string>(settings)
            {
                ["Storage:Provider"] = "postgres",
                ["Storage:ConnectionString"] = connectionStrings[service],
                ["Bus:Provider"] = "rabbitmq",
                ["Bus:Address"] = broker.ToString(),
                ["Data:Directory"] = directory.Path,
                ["Listen:Grpc"] = Text(ports[service].Grpc),
                ["Listen:Web"] = Text(ports[service].Web),
                ["Clock:Simulated"] = simulatedClock.ToString(),
                ["Clock:InitialOffset"] = Text(initialOffset),
            };
            foreach (var other in Topology.Services)
                configuration[$"Services:{other}"] = $"http://localhost:{ports[other].Grpc}";
            return new ChildProcess(
                char.ToUpperInvariant(service[0]) + service[1..], [.. configuration.Select(entry => $"--{entry.Key}={entry.Value}")], directory.File(log));
        };
        foreach (var service in Topology.Services)
            processes[service] = make(service, $"{service}.log");
        WriteAddresses();
        Access = new ExchangeAccess(directory.Path);
    }

    public ExchangeAccess Access { get; }

    public string DataDirectory => directory.Path;

    /// <summary>The process of a service.</summary>
    public ChildProcess this[string service] => processes[service];

    public IReadOnlyDictionary<string, ChildProcess> Processes => processes;

    /// <summary>Starts all of them, each with its own role in the database; <paramref name="environments"/> gives single services variables of their own.</summary>
    public static async Task<DistributedExchange> StartAsync(
        string connectionString,
        Uri broker,
        bool simulatedClock = false,
        IReadOnlyDictionary<string, string>? settings = null,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? environments = null)
    {
        var connectionStrings = new Dictionary<string, string>();
        foreach (var service in Topology.Services)
            connectionStrings[service] = await ServiceRoles.PrepareAsync(connectionString, service);
        var exchange = new DistributedExchange(connectionStrings, broker, simulatedClock, settings ?? new Dictionary<string, string>());

        // Identity makes the key and the credentials that the others begin with.
        await exchange.StartAsync(Topology.Identity, environments?.GetValueOrDefault(Topology.Identity));
        await Task.WhenAll(Topology.Services.Skip(1).Select(service => exchange.StartAsync(service, environments?.GetValueOrDefault(service))));
        return exchange;
    }

    /// <summary>Starts one service, first or again, and waits until it is ready.</summary>
    public async Task StartAsync(string service, IReadOnlyDictionary<string, string>? environment = null)
    {
        processes[service].Start(environment);
        await Eventually.Async(() => IsReadyAsync(service, processes[service]), ReadyWithin, $"{service} is ready");
    }

    /// <summary>Starts a second instance of a service, which shares its store and its work. From now on those outside call this one; the other services go on calling the first.</summary>
    public async Task<ChildProcess> StartAnotherAsync(string service)
    {
        ports[service] = (FreePort.Next(), FreePort.Next());
        var another = make(service, $"{service}-2.log");
        others.Add(another);
        another.Start();
        await Eventually.Async(() => IsReadyAsync(service, another), ReadyWithin, $"another {service} is ready");
        WriteAddresses();
        return another;
    }

    public async ValueTask DisposeAsync()
    {
        Access.Dispose();
        await Task.WhenAll(processes.Values.Concat(others).Select(process => process.DisposeAsync().AsTask()));
        directory.Dispose();
    }

    private void WriteAddresses()
    {
        var file = directory.File("exchange.json");
        File.WriteAllText($"{file}.next", JsonSerializer.Serialize(new
        {
            pid = Environment.ProcessId,
            web = $"http://localhost:{ports[Topology.Intake].Web}",
            grpc = ports.ToDictionary(entry => entry.Key, entry => $"http://localhost:{entry.Value.Grpc}"),
            simulatedClock,
        }));
        File.Move($"{file}.next", file, overwrite: true);
    }

    private async Task<bool> IsReadyAsync(string service, ChildProcess process)
    {
        if (process.HasExited)
            throw new InvalidOperationException($"{service} has ended:\n{process.ReadLog()}");
        try
        {
            using var response = await Http.GetAsync(new Uri($"http://localhost:{ports[service].Web}/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
