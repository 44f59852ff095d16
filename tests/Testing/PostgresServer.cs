using System.Collections.Concurrent;

using Npgsql;

using Xunit;

namespace Referrals.Testing;

/// <summary>
/// A real PostgreSQL for tests. As a class or collection fixture it is the one server of the run: the one of
/// <c>REFERRALS_TEST_POSTGRES</c> (a superuser's connection string), or else a private one, started once per test process.
/// A test that kills it takes its own by <see cref="StartPrivateAsync"/>.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime, IAsyncDisposable
{
    public const string AddressVariable = "REFERRALS_TEST_POSTGRES";

    private const string Name = "postgres";
    private static readonly Lazy<Task<string>> Shared = new(ConnectToSharedAsync);

    private readonly ConcurrentBag<TestDatabase> _databases = [];
    private LocalServers? _private;
    private string? _connectionString;

    /// <summary>Of the superuser, to the database <c>postgres</c>.</summary>
    public string ConnectionString =>
        _connectionString ?? throw new InvalidOperationException("Used before InitializeAsync.");

    /// <summary>A server that nobody else uses: it may be killed and started again.</summary>
    public static async Task<PostgresServer> StartPrivateAsync()
    {
        var server = new PostgresServer { _private = await LocalServers.CreateAsync() };
        await server.StartAsync();
        return server;
    }

    /// <summary>A server over a directory that outlives it, for a store that is to be used again; stopped when it is disposed.</summary>
    public static async Task<PostgresServer> StartKeptAsync(string directory)
    {
        var server = new PostgresServer { _private = new LocalServers(directory) };
        await server.StartAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        _connectionString ??= await Shared.Value;
    }

    /// <summary>A fresh, empty database, dropped with this fixture or when it is disposed.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var database = new TestDatabase(ConnectionString, $"test_{Guid.NewGuid():N}");
        await database.CreateAsync(cancellationToken);
        _databases.Add(database);
        return database;
    }

    /// <summary>The database of this name, made unless it is there, and left there.</summary>
    public async Task<TestDatabase> OpenDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        var database = new TestDatabase(ConnectionString, name);
        await database.CreateUnlessThereAsync(cancellationToken);
        return database;
    }

    /// <summary>Where a private server keeps its files and its log.</summary>
    public string DataDirectory => Private.DataDirectory;

    /// <summary>SIGKILL to the server's first process, as a crash would.</summary>
    public Task KillAsync() => Private.RunAsync("kill", Name);

    /// <summary>An orderly stop; open connections are closed.</summary>
    public Task StopAsync() => Private.RunAsync("stop", Name);

    /// <summary>After <see cref="KillAsync"/> or <see cref="StopAsync"/>: the same port, the same data.</summary>
    public async Task StartAsync()
    {
        _connectionString = await Private.RunAsync("start", Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_private is not null)
        {
            await StopAsync();
            return;
        }

        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private LocalServers Private =>
        _private ?? throw new InvalidOperationException("Others use this server. A test that stops it takes StartPrivateAsync.");

    private static async Task<string> ConnectToSharedAsync()
    {
        if (Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address)
        {
            return address;
        }

        return await (await LocalServers.CreateAsync()).RunAsync("start", Name);
    }
}
