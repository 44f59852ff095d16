using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Grpc.Tests.V1;

namespace Referrals.Grpc.Tests.RoundTrip;

public sealed class EchoFixture : IAsyncLifetime
{
    private LoopbackServer? _server;

    public LoopbackServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public EchoService.EchoServiceClient Client => new(Server.Channel);

    public EchoRecord Record => Server.Services.GetRequiredService<EchoRecord>();

    public async Task InitializeAsync() => _server = await LoopbackServer.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<EchoRecord>();
            builder.Services.AddGrpc(options => options.Interceptors.Add<StampingInterceptor>());
        },
        app => app.MapGrpcService<EchoGrpcService>());

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
