using Referrals.Cli.Connect;
using Referrals.Cli.Replay;

namespace Referrals.Exchange.Demo;

/// <summary>Loads the scenarios as anybody would, through the public API, and says what to try next.</summary>
internal static class ScenarioDemo
{
    /// <summary>The process's exit code: 1 if an expectation failed or the scenarios could not be loaded, else 0. The exchange runs on either way.</summary>
    public static async Task<int> RunAsync(ExchangeHost exchange, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine("Loading the scenarios through the public API; this takes a minute or two.");
        var progress = new ScenarioProgress(output);
        try
        {
            var report = await ScenarioReplay.RunAsync(ExchangeLocation.InDirectory(exchange.Directory), new ReplayOptions(), progress, cancellationToken);
            progress.Finish();
            output.WriteLine($"{report.Met} expectations met, {report.Failed} failed, {report.Deferred} deferred.");
            WhatToTry.Write(output, exchange, await ExampleTrail.FindAsync(exchange, cancellationToken));
            return report.Failed == 0 ? 0 : 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
        {
            // The exchange itself is well; whoever started it decides what to do with it.
            output.WriteLine($"The scenarios could not be loaded: {exception.Message}");
            return 1;
        }
    }
}
