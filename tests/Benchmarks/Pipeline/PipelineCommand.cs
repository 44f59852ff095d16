using System.CommandLine;

namespace Referrals.Benchmarks.Pipeline;

/// <summary><c>pipeline [--seconds N] [--json]</c></summary>
internal static class PipelineCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Length of each measurement, 3 to 600", DefaultValueFactory = _ => 15 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("pipeline", "Accepted submissions and whole hand-offs per second, and the time to the triage queue, every service as its own process")
        {
            seconds,
            json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var result = await PipelineBenchmark.RunAsync(TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 3, 600)), System.Console.Error, cancellationToken);
            await System.Console.Out.WriteLineAsync(arguments.GetValue(json) ? result.ToJson() : result.ToText());
            return 0;
        });
        return command;
    }
}
