using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Testing;

/// <summary>Starts a service under test.</summary>
public static class ServiceUnderTest
{
    /// <summary>Starts one service on a store of the given kind, with its <c>AddX</c> and <c>MapX</c>.</summary>
    public static async Task<ServiceUnderTest<TDb>> StartAsync<TDb>(
        StoreKind kind, Action<WebApplicationBuilder> add, Action<WebApplication> map, ServiceSettings? settings = null)
        where TDb : ServiceDbContext
    {
        settings ??= new ServiceSettings();
        var ownDirectory = settings.DataDirectory is null ? new TempDirectory() : null;
        var directory = settings.DataDirectory ?? ownDirectory!.Path;
        var keys = settings.MakesKeys ? new TestKeys(directory) : null;
        PostgresServer? ownServer = null;
        var database = settings.Database;
        if (kind == StoreKind.Postgres && database is null)
        {
            ownServer = new PostgresServer();
            await ownServer.InitializeAsync();
            database = await ownServer.CreateDatabaseAsync();
        }

        var configuration = new Dictionary<string, string>
        {
            ["Storage:Provider"] = kind == StoreKind.Postgres ? "postgres" : "sqlite",
            ["Storage:Directory"] = Path.Combine(directory, "store"),
            ["Storage:ConnectionString"] = database?.ConnectionString ?? "",
            ["Bus:Provider"] = "embedded",
            ["Data:Directory"] = directory,
            ["Listen:Grpc"] = "0",
            ["Listen:Web"] = "0",
        };
        foreach (var (name, value) in settings.Configuration)
            configuration[name] = value;

        var builder = ServiceProcess.CreateBuilder([.. configuration.Select(entry => $"--{entry.Key}={entry.Value}")]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(settings.Time);
        add(builder);
        if (database is not null)
        {
            var service = builder.Services.Select(added => added.ImplementationInstance).OfType<ServiceName<TDb>>().Single();
            builder.Configuration["Storage:ConnectionString"] = await ServiceRoles.PrepareAsync(database.ConnectionString, service.Value);
        }

        var app = builder.Build();
        app.MapReferralsPlatform();
        map(app);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await EndAsync(app, keys, ownServer, ownDirectory);
            throw;
        }

        return new ServiceUnderTest<TDb>(app, ownDirectory, ownServer, database, directory, keys);
    }

    internal static async Task EndAsync(WebApplication app, TestKeys? keys, PostgresServer? ownServer, TempDirectory? ownDirectory)
    {
        await app.DisposeAsync();
        keys?.Dispose();
        if (ownServer is not null)
            await ownServer.DisposeAsync();
        ownDirectory?.Dispose();
    }
}
