using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Referrals.Grpc.Tests.RoundTrip;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Referrals.Grpc.Tests.Probes;

public sealed class HealthServiceTests : IAsyncLifetime
{
    private readonly SwitchedCheck _store = new();
    private readonly SwitchedCheck _bus = new();
    private LoopbackServer? _server;

    private LoopbackServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    private Health.HealthClient Client => new(Server.Channel);

    public async Task InitializeAsync() => _server = await LoopbackServer.StartAsync(
        builder =>
        {
            builder.Services.AddGrpcHealth(options =>
            {
                options.WatchInterval = TimeSpan.FromMilliseconds(20);
                options.ReportAge = TimeSpan.Zero;
            });
            builder.Services.AddHealthChecks()
                .AddCheck("store", _store, tags: ["triage", "routing"])
                .AddCheck("bus", _bus, tags: ["routing"]);
        },
        app => app.MapGrpcHealth());

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Theory]
    [InlineData(HealthStatus.Healthy, HealthStatus.Healthy, "", ServingStatus.Serving)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Unhealthy, "", ServingStatus.NotServing)]
    [InlineData(HealthStatus.Degraded, HealthStatus.Healthy, "", ServingStatus.Serving)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Unhealthy, "triage", ServingStatus.Serving)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Unhealthy, "routing", ServingStatus.NotServing)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Healthy, "triage", ServingStatus.NotServing)]
    [InlineData(HealthStatus.Degraded, HealthStatus.Degraded, "routing", ServingStatus.Serving)]
    public async Task A_check_answers_for_the_checks_that_carry_the_name(
        HealthStatus store, HealthStatus bus, string service, ServingStatus expected)
    {
        _store.Status = store;
        _bus.Status = bus;

        var response = await Client.CheckAsync(new HealthCheckRequest { Service = service }, deadline: Soon());

        Assert.Equal(expected, response.Status);
    }

    [Fact]
    public async Task A_check_of_an_unknown_service_is_not_found()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await Client.CheckAsync(new HealthCheckRequest { Service = "none" }, deadline: Soon()));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task A_watch_tells_each_change_once()
    {
        using var watch = Client.Watch(new HealthCheckRequest { Service = "triage" }, deadline: Soon());

        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        _store.Status = HealthStatus.Unhealthy;
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        _store.Status = HealthStatus.Degraded;
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task A_watch_of_an_unknown_service_says_so_and_stays_open()
    {
        using var watch = Client.Watch(new HealthCheckRequest { Service = "none" }, deadline: Soon());

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        var next = watch.ResponseStream.MoveNext(CancellationToken.None);
        var runs = _store.Runs;
        await WaitUntilAsync(() => _store.Runs > runs + 2);
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task A_stopping_server_ends_its_watches_as_not_serving()
    {
        using var watch = Client.Watch(new HealthCheckRequest(), deadline: Soon());
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));

        var stopping = Server.StopAsync();

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.False(await watch.ResponseStream.MoveNext(CancellationToken.None));
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch.ResponseStream.Current.Status;
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
            await Task.Delay(10, timeout.Token);
    }

    private static DateTime Soon() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);
}
