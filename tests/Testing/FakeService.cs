using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Referrals.Testing;

/// <summary>A neighbour that a test scripts: a real gRPC server with the test's implementation of its service.</summary>
public sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeService(WebApplication app)
    {
        this.app = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public string Address { get; }

    public static Task<FakeService> StartAsync<TService>(TService implementation)
        where TService : class =>
        StartAsync(services => services.AddSingleton(implementation), app => app.MapGrpcService<TService>());

    /// <summary>Two services in one process.</summary>
    public static Task<FakeService> StartAsync<TOne, TTwo>(TOne one, TTwo two)
        where TOne : class
        where TTwo : class =>
        StartAsync(services => services.AddSingleton(one).AddSingleton(two), app =>
        {
            app.MapGrpcService<TOne>();
            app.MapGrpcService<TTwo>();
        });

    private static async Task<FakeService> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        add(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new FakeService(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
