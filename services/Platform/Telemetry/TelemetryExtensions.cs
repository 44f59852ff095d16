using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace Referrals.Platform.Telemetry;

internal static class TelemetryExtensions
{
    /// <summary>Exports traces, metrics and logs by OTLP where an endpoint is configured.</summary>
    public static void AddReferralsTelemetry(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Telemetry").Get<TelemetryOptions>() ?? new TelemetryOptions();
        builder.Services.AddHostedService<BacklogMetrics>();
        KeepLogsReadable(builder.Logging);
        if (options.Otlp is not { } endpoint)
            return;

        var resource = ResourceBuilder.CreateDefault().AddService(builder.Environment.ApplicationName);
        builder.Services.AddHostedService(_ => new TelemetrySdk(resource, endpoint));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(resource);
            logs.AddOtlpExporter(exporter => exporter.Endpoint = endpoint);
        });
    }

    /// <summary>
    /// A line for what happened, none for each request and each statement: those are traces and metrics, and cost more
    /// than the request itself. <c>Logging:LogLevel</c> in the configuration still has the last word for any category.
    /// </summary>
    private static void KeepLogsReadable(ILoggingBuilder logging)
    {
        foreach (var category in (string[])["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Grpc", "System.Net.Http", "MassTransit"])
            logging.AddFilter(category, LogLevel.Warning);

        // Of bytes that are no HTTP/2 the server warns with a stack trace; they are whoever sent them's.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
    }
}
