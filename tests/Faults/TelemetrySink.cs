using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Referrals.Testing;

namespace Referrals.Faults;

/// <summary>Takes whatever telemetry is exported by OTLP over gRPC, and keeps it as it came.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> taken = new();

    private TelemetrySink(int port)
    {
        Address = $"http://localhost:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Address { get; }

    /// <summary>Exported so far, with the path of the call.</summary>
    public IReadOnlyCollection<(string Path, byte[] Body)> Taken => taken;

    public static async Task<TelemetrySink> StartAsync()
    {
        var sink = new TelemetrySink(FreePort.Next());
        await sink.app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        taken.Enqueue((context.Request.Path.Value ?? "", body.ToArray()));
        context.Response.ContentType = "application/grpc";

        // An empty answer, and that all is well.
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
