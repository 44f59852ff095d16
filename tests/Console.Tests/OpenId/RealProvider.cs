using System.Diagnostics;
using System.Globalization;
using Referrals.Testing;

namespace Referrals.Console.Tests.OpenId;

/// <summary>A certified provider in a process of its own (npm's <c>oidc-provider</c>).</summary>
internal sealed class RealProvider : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private RealProvider(Process process, string issuer) => (this.process, Issuer) = (process, issuer);

    public string Issuer { get; }

    public static async Task<RealProvider> StartAsync(string callback)
    {
        await NodePrograms.InstallAsync();
        var port = FreePort.Next();
        var process = NodePrograms.Start("provider.mjs", port.ToString(CultureInfo.InvariantCulture), callback);
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
}
