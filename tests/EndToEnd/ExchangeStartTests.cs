using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Exchange;
using Referrals.Intake.V1;
using Referrals.Operations.V1;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.EndToEnd;

public sealed class ExchangeStartTests : IDisposable
{
    private readonly TempDirectory directory = new();

    [Fact]
    public async Task It_says_where_everything_is_in_its_directory_and_over_HTTP()
    {
        await using var exchange = await StartAsync();
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(directory.File("exchange.json"))).RootElement;
        using var http = new HttpClient { BaseAddress = new Uri(file.GetProperty("web").GetString()!) };

        var served = JsonDocument.Parse(await http.GetStringAsync("/exchange.json")).RootElement;
        using var page = await http.GetAsync("/");
        using var ready = await http.GetAsync("/health/ready");

        Assert.Equal(Environment.ProcessId, file.GetProperty("pid").GetInt32());
        Assert.False(served.TryGetProperty("pid", out _));
        Assert.Equal(file.GetProperty("grpc").ToString(), served.GetProperty("grpc").ToString());
        Assert.Equal(["identity", "intake", "matching", "triage", "routing", "audit"], file.GetProperty("grpc").EnumerateObject().Select(service => service.Name));
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task A_second_exchange_on_the_same_directory_is_refused_and_the_first_goes_on()
    {
        await using var exchange = await StartAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);

        Assert.Contains("already runs", refused.Message, StringComparison.Ordinal);
        using var access = new ExchangeAccess(directory.Path);
        await new Users(access).SubmitAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_refused_before_anything_is_made()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ExchangeHost.StartAsync(RunningExchange.Settings(directory.Path) with { WebPort = port }, CancellationToken.None));

        Assert.Contains($"port {port} is in use", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory.File("store")));
        Assert.False(File.Exists(directory.File("clock.json")));
    }

    [Fact]
    public async Task A_directory_made_on_real_time_never_gets_a_simulated_clock()
    {
        await (await StartAsync()).DisposeAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ExchangeHost.StartAsync(Simulated(), CancellationToken.None));

        Assert.Contains("real time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_and_started_again_without_the_option_it_keeps_its_clock_and_everything_acknowledged()
    {
        await using var exchange = await EmbeddedExchange.StartAsync(simulatedClock: true);
        var referral = await new Users(exchange.Access).SubmitAsync();
        await exchange.Process.KillAsync();

        await using var again = await ExchangeHost.StartAsync(RunningExchange.Settings(exchange.DataDirectory), CancellationToken.None);
        using var access = new ExchangeAccess(exchange.DataDirectory);

        var clock = await new OperationsService.OperationsServiceClient(access.Call("intake", "operator")).GetClockAsync(new GetClockRequest());
        Assert.True(clock.Simulated);
        Assert.Equal(new DateOnly(2017, 1, 9), DateOnly.FromDateTime(clock.BusinessTime.ToDateTime()));
        await new Users(access).ReachesAsync(referral, ReferralState.InTriage);
    }

    [Fact]
    public async Task Told_to_stop_it_ends_a_watch_so_that_the_watcher_goes_on_elsewhere()
    {
        await using var exchange = await StartAsync();
        using var access = new ExchangeAccess(directory.Path);
        var users = new Users(access);
        using var watch = users.Agency.WatchStatus(new WatchStatusRequest { ReferralId = await users.SubmitAsync() });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        var stopping = exchange.DisposeAsync().AsTask();
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
                Assert.NotNull(watch.ResponseStream.Current);
        });
        await stopping;

        Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
        Assert.Contains("stopping", ended.Status.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private Task<ExchangeHost> StartAsync() => ExchangeHost.StartAsync(RunningExchange.Settings(directory.Path), CancellationToken.None);

    private ExchangeSettings Simulated() => RunningExchange.Settings(directory.Path) with { SimulatedFrom = new DateTimeOffset(2017, 1, 9, 0, 0, 0, TimeSpan.Zero) };
}
