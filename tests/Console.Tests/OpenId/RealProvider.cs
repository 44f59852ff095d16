using System.Diagnostics;
using System.Globalization;
using Referrals.Testing;

namespace Referrals.Console.Tests.OpenId;

/// <summary>A certified provider in a process of its own (npm's <c>oidc-provider</c>).</summary>
internal sealed class RealProvider : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "provider");
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private RealProvider(Process process, string issuer) => (this.process, Issuer) = (process, issuer);

    public string Issuer { get; }

    public static async Task<RealProvider> StartAsync(string callback)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")))
        {
            using var install = Start("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            await install.StandardOutput.ReadToEndAsync().WaitAsync(Longest);
            await install.WaitForExitAsync();
            Assert.Equal(0, install.ExitCode);
        }

        var port = FreePort.Next();
        var process = Start("node", "provider.mjs", port.ToString(CultureInfo.InvariantCulture), callback);
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Longest) is var line && line != "ready")
            Assert.NotNull(line);
        return new RealProvider(process, $"http://localhost:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
}
