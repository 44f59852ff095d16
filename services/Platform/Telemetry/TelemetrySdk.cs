using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Referrals.Platform.Telemetry;

/// <summary>
/// The OpenTelemetry SDK as a hosted service. ASP.NET Core, the gRPC client, Npgsql and MassTransit carry activity
/// sources and meters of their own; naming them is all the instrumentation that is needed.
/// </summary>
internal sealed class TelemetrySdk(ResourceBuilder resource, Uri endpoint) : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Referrals.*", "Microsoft.AspNetCore", "Grpc.Net.Client", "Npgsql", "MassTransit")
            .AddOtlpExporter(exporter => exporter.Endpoint = endpoint)
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Referrals.*", "Microsoft.AspNetCore.*", "Grpc.*", "Npgsql", "MassTransit", "System.Runtime")
            .AddOtlpExporter(exporter => exporter.Endpoint = endpoint)
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(2000);
        metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}
