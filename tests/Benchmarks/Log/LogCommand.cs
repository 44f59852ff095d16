using System.CommandLine;

namespace Referrals.Benchmarks.Log;

/// <summary><c>log [--leaves N] [--verify N] [--seconds N] [--json]</c></summary>
internal static class LogCommand
{
    public static Command Create()
    {
        var leaves = new Option<int>("--leaves") { Description = "Records to append on each store, 1,000 to 1,000,000", DefaultValueFactory = _ => 20_000 };
        var verify = new Option<int>("--verify") { Description = "Leaves of the log that is verified, 1,000 to 10,000,000", DefaultValueFactory = _ => 1_000_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long promises are timed, 3 to 600", DefaultValueFactory = _ => 15 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("log", "Records per second appended, integrated and signed on each store, promise to proof, size of a proof, and verification offline") { leaves, verify, seconds, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var result = await LogBenchmark.RunAsync(
                Math.Clamp(arguments.GetValue(leaves), 1_000, 1_000_000),
                Math.Clamp(arguments.GetValue(verify), 1_000, 10_000_000),
                TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 3, 600)),
                System.Console.Error,
                cancellationToken);
            await System.Console.Out.WriteLineAsync(arguments.GetValue(json) ? result.ToJson() : result.ToText());
            return 0;
        });
        return command;
    }
}
