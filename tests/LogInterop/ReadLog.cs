using System.Diagnostics;
using Referrals.Testing;

namespace Referrals.LogInterop.Tests;

/// <summary>The Go program, built once, from the packages that Debian installs and without a network.</summary>
public sealed class ReadLog : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly TempDirectory directory = new();
    private readonly Lazy<Task> built;

    public ReadLog() => built = new Lazy<Task>(BuildAsync);

    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await built.Value;
        return await StartAsync(directory.File("readlog"), arguments);
    }

    public void Dispose() => directory.Dispose();

    private async Task BuildAsync()
    {
        var (code, output) = await StartAsync("go", "build", "-o", directory.File("readlog"), Repository.File("tests", "LogInterop", "readlog", "main.go"));
        if (code != 0)
            throw new InvalidOperationException($"the Go program does not build: {output}");
    }

    private async Task<(int Code, string Output)> StartAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory.Path };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOCACHE"] = directory.File("cache");
        start.Environment["GOFLAGS"] = "";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }
}
