using System.CommandLine;

namespace Referrals.Benchmarks.Flood;

/// <summary><c>flood [--seconds N] [--rounds N] [--json]</c>, and the agency that it starts.</summary>
internal static class FloodCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Length of each phase, 3 to 600", DefaultValueFactory = _ => 15 };
        var rounds = new Option<int>("--rounds") { Description = "Phases alone and phases beside the flood, in turns, 1 to 20", DefaultValueFactory = _ => 4 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("flood", "An agency's latencies alone and while another floods, every service as its own process") { seconds, rounds, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var result = await FloodBenchmark.RunAsync(
                TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 3, 600)), Math.Clamp(arguments.GetValue(rounds), 1, 20), System.Console.Error, cancellationToken);
            await System.Console.Out.WriteLineAsync(arguments.GetValue(json) ? result.ToJson() : result.ToText());
            return 0;
        });
        return command;
    }

    /// <summary><c>flooder --data DIR --way unary|stream</c>: floods until its input ends; prints what became of it.</summary>
    public static Command CreateFlooder()
    {
        var data = new Option<string>("--data") { Description = "Data directory of the exchange", Required = true };
        var way = new Option<FloodWay>("--way") { Description = "How it sends" };
        var command = new Command("flooder", "The agency that floods, as a process of its own") { data, way };
        command.Hidden = true;
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await Flooder.RunAsync(arguments.GetValue(data)!, arguments.GetValue(way), cancellationToken);
            return 0;
        });
        return command;
    }
}
