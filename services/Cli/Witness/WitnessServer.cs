using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Witness;

namespace Referrals.Cli.Witness;

/// <summary>A witness over HTTP (C2SP tlog-witness): <c>POST /add-checkpoint</c> and <c>GET /ORIGIN-HASH/checkpoint</c>.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly FileSigningKey signer;
    private readonly WitnessDesk desk;

    private WitnessServer(WebApplication app, FileSigningKey signer, WitnessDesk desk, string verifierKey)
    {
        this.app = app;
        this.signer = signer;
        this.desk = desk;
        VerifierKey = verifierKey;
        app.MapPost("/add-checkpoint", AddAsync);
        app.MapGet("/{origin}/checkpoint", Get);
    }

    /// <summary>The witness's vkey.</summary>
    public string VerifierKey { get; }

    /// <summary>Where it listens, once it has started.</summary>
    public string Address => app.Urls.First();

    public static WitnessServer Create(string directory, string name, IReadOnlyList<WitnessedLog> logs, IPEndPoint endpoint, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MaximumLength;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 256;
            kestrel.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var signer = FileSigningKey.OpenOrCreate(Path.Combine(directory, "witness.key"));
        var key = WitnessKey.Of(name, signer);
        var desk = new WitnessDesk(new WitnessDirectory(directory, key.Verifier), logs, key, time);
        return new WitnessServer(builder.Build(), signer, desk, key.Verifier.ToString());
    }

    public Task StartAsync(CancellationToken cancellationToken) => app.StartAsync(cancellationToken);

    /// <summary>Until it is told to stop.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await using var stop = cancellationToken.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        desk.Dispose();
        signer.Dispose();
    }

    private async Task AddAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var answer = Utf8(body.GetBuffer().AsSpan(0, (int)body.Length)) is { } text
            ? await desk.AddAsync(text, http.RequestAborted)
            : WitnessRules.Malformed("a request is valid UTF-8");
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        await http.Response.WriteAsync(answer.Body, http.RequestAborted);
    }

    private Task Get(string origin, HttpContext http)
    {
        if (desk.Find(origin) is { } state)
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            http.Response.Headers.CacheControl = "public, max-age=1";
            return http.Response.WriteAsync(state.Note, http.RequestAborted);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static string? Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
