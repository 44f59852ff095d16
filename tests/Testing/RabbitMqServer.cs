using System.Collections.Concurrent;

using Xunit;

namespace Referrals.Testing;

/// <summary>
/// A real RabbitMQ for tests. As a class or collection fixture it is a fresh virtual host in the one broker of the run: the one of
/// <c>REFERRALS_TEST_RABBITMQ</c>, or else a private one, started once per test process. A test that kills the broker takes its own by
/// <see cref="StartPrivateAsync"/>.
/// </summary>
public sealed class RabbitMqServer : IAsyncLifetime, IAsyncDisposable
{
    private const string Name = "rabbitmq";
    private static readonly Lazy<Task<Broker>> Shared = new(Broker.FromEnvironmentOrStartAsync);

    private readonly ConcurrentBag<TestVirtualHost> _virtualHosts = [];
    private LocalServers? _private;
    private Broker? _broker;
    private Uri? _address;

    /// <summary>With user, password and this fixture's virtual host: <c>amqp://user:password@127.0.0.1:port/host</c>.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("Used before InitializeAsync.");

    /// <summary>A broker that nobody else uses: it may be killed and started again.</summary>
    public static async Task<RabbitMqServer> StartPrivateAsync()
    {
        var servers = await LocalServers.CreateAsync();
        var server = new RabbitMqServer { _private = servers, _broker = await Broker.StartAsync(servers) };
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        _broker ??= await Shared.Value;
        _address ??= (await CreateVirtualHostAsync()).Address;
    }

    /// <summary>One more, removed with this fixture or when it is disposed.</summary>
    public async Task<TestVirtualHost> CreateVirtualHostAsync()
    {
        var broker = _broker ?? throw new InvalidOperationException("Used before InitializeAsync.");
        var host = await TestVirtualHost.CreateAsync(broker, $"test-{Guid.NewGuid():N}");
        _virtualHosts.Add(host);
        return host;
    }

    /// <summary>Where a private server keeps its files and its log.</summary>
    public string DataDirectory => Private.DataDirectory;

    /// <summary>
    /// SIGKILL to the node, as a crash would. RabbitMQ writes down which quorum queues it has when none was declared for 500 ms; one that
    /// was declared within about the last second comes back without a leader and without its confirmed messages.
    /// </summary>
    public Task KillAsync() => Private.RunAsync("kill", Name);

    /// <summary>An orderly stop.</summary>
    public Task StopAsync() => Private.RunAsync("stop", Name);

    /// <summary>After <see cref="KillAsync"/> or <see cref="StopAsync"/>: the same port, the same queues.</summary>
    public Task StartAsync() => Private.RunAsync("start", Name);

    public async ValueTask DisposeAsync()
    {
        if (_private is not null)
        {
            await StopAsync();
            return;
        }

        foreach (var host in _virtualHosts)
        {
            await host.DisposeAsync();
        }
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private LocalServers Private =>
        _private ?? throw new InvalidOperationException("Others use this broker. A test that stops it takes StartPrivateAsync.");
}
