using System.Diagnostics;
using System.Text.Json;
using Referrals.Grpc.Tests.RoundTrip;

namespace Referrals.Grpc.Tests.Interop;

/// <summary>One run of the JavaScript client against the test server, for all the facts about it.</summary>
public sealed class ForeignRun : IAsyncLifetime
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "foreign");

    private readonly EchoFixture _fixture = new();

    public JsonElement Seen { get; private set; }

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        if (!IsInstalled())
            await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

        var proto = Path.Combine(AppContext.BaseDirectory, "protos", "echo.proto");
        var output = await RunAsync("node", "client.mjs", new Uri(_fixture.Server.Address).Authority, proto);
        Seen = JsonSerializer.Deserialize<JsonElement>(output);
    }

    public Task DisposeAsync() => _fixture.DisposeAsync();

    private static bool IsInstalled()
    {
        // npm writes this file last, so a broken or an outdated installation is made anew.
        var installed = new FileInfo(Path.Combine(s_folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(s_folder, "package-lock.json"));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = s_folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} failed: {await errors}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {arguments[0]} did not end within two minutes.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"'{start.FileName}' cannot be started. The test of a foreign gRPC client needs Node.js 20 or newer with npm on the PATH.",
                missing);
        }
    }
}
