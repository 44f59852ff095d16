using Referrals.Testing;

namespace Referrals.Evaluation.Scale;

/// <summary>A directory that keeps a filled store for further measurements: a PostgreSQL server's files and the keys of its content.</summary>
internal sealed class KeptStore : IAsyncDisposable
{
    private const string Database = "scale";
    private readonly PostgresServer server;

    private KeptStore(PostgresServer server, ServiceSettings settings)
    {
        this.server = server;
        Settings = settings;
    }

    public ServiceSettings Settings { get; }

    public static async Task<KeptStore> OpenAsync(DirectoryInfo directory, StoreKind kind)
    {
        if (kind != StoreKind.Postgres)
            throw new ArgumentException("--keep: only a store of PostgreSQL can be kept");
        var server = await PostgresServer.StartKeptAsync(directory.CreateSubdirectory("server").FullName);
        var data = Path.Combine(directory.FullName, "data");
        var settings = new ServiceSettings { Database = await server.OpenDatabaseAsync(Database), DataDirectory = data };
        Directory.CreateDirectory(data);
        return new KeptStore(server, settings);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
