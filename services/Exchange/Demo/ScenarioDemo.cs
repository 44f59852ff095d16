using Referrals.Cli.Connect;
using Referrals.Cli.Replay;

namespace Referrals.Exchange.Demo;

/// <summary>Loads the scenarios as anybody would, through the public API, and says what to try next.</summary>
internal static class ScenarioDemo
{
    /// <summary>The process's exit code: 1 if an expectation failed, else 0. The exchange runs on either way.</summary>
    public static async Task<int> RunAsync(ExchangeHost exchange, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine("Loading the scenarios through the public API; this takes a minute or two.");
        var progress = new ScenarioProgress(output);
        ReplayReport report;
        try
        {
            report = await ScenarioReplay.RunAsync(ExchangeLocation.InDirectory(exchange.Directory), new ReplayOptions(), progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        progress.Finish();
        output.WriteLine($"{report.Met} expectations met, {report.Failed} failed, {report.Deferred} deferred.");
        WriteWhatToTry(output, exchange);
        return report.Failed == 0 ? 0 : 1;
    }

    private static void WriteWhatToTry(TextWriter output, ExchangeHost exchange)
    {
        var cli = $"dotnet run --project services/Cli -- ";
        var data = $"--data {exchange.Directory}";
        output.WriteLine($"""

            Everything is loaded. In another shell, try:
              {cli}queue --as officer/okoro {data}
              {cli}inbox --as team/nbi-ahtrad {data}
              {cli}stats --as operator {data}
              {cli}trail REFERRAL --as auditor/mercier {data}
              {cli}replay all {data}
            The page {exchange.Addresses.Web} says more. Stopped or killed, the exchange goes on where it was with
              dotnet run --project services/Exchange -- {data}
            """);
        output.Flush();
    }
}
