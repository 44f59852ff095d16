using System.Diagnostics;
using System.Text.Json;

namespace Referrals.Benchmarks.Flood;

/// <summary>
/// The flooder beside the exchange. It yields the processor to whatever else runs, as somebody on another machine would: the exchange
/// is measured, and not what its enemy's own work takes from it.
/// </summary>
internal sealed class FloodProcess : IDisposable
{
    private readonly Process process;

    private FloodProcess(Process process) => this.process = process;

    /// <summary>Starts it, and returns once it floods.</summary>
    public static async Task<FloodProcess> StartAsync(string directory, FloodWay way, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("nice", ["-n", "19", "dotnet", typeof(FloodProcess).Assembly.Location, "flooder", "--data", directory, "--way", $"{way}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var flood = new FloodProcess(Process.Start(start)!);
        await flood.process.StandardOutput.ReadLineAsync(cancellationToken);
        return flood;
    }

    /// <summary>Ends it.</summary>
    public async Task<FloodCount> StopAsync(CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        var count = JsonSerializer.Deserialize<FloodCount>(await process.StandardOutput.ReadToEndAsync(cancellationToken))!;
        await process.WaitForExitAsync(cancellationToken);
        return count;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
