using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Grpc.Tests.RoundTrip;

namespace Referrals.Grpc.Tests.Probes;

public sealed class SharedHealthReportTests
{
    [Fact]
    public async Task Many_callers_share_one_run_of_the_checks()
    {
        var check = new SwitchedCheck();
        await using var server = await LoopbackServer.StartAsync(
            builder =>
            {
                builder.Services.AddGrpcHealth(options => options.ReportAge = TimeSpan.FromHours(1));
                builder.Services.AddHealthChecks().AddCheck("store", check);
            },
            app => app.MapGrpcHealth());
        var client = new Health.HealthClient(server.Channel);
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(
            async _ => await client.CheckAsync(new HealthCheckRequest(), deadline: deadline)));

        Assert.Equal(1, check.Runs);
    }
}
