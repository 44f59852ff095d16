using System.CommandLine;

namespace Referrals.Benchmarks.Pages;

/// <summary><c>console [--cases N] [--referrals N] [--rounds N] [--data DIR] [--json]</c></summary>
internal static class PagesCommand
{
    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Open cases, 100 to 1,000,000", DefaultValueFactory = _ => 100_000 };
        var referrals = new Option<int>("--referrals") { Description = "Referrals of the largest case, 2 to 10,000", DefaultValueFactory = _ => 1_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each page is asked for, 20 to 10,000", DefaultValueFactory = _ => 60 };
        var data = new Option<string?>("--data") { Description = "Data directory that is kept, and filled up where it holds less; a temporary one without it" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("console", "How quick the console's pages are over many open cases, the whole exchange in one process on embedded storage")
        {
            cases, referrals, rounds, data, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var result = await PagesBenchmark.RunAsync(
                Math.Clamp(arguments.GetValue(cases), 100, 1_000_000),
                Math.Clamp(arguments.GetValue(referrals), 2, 10_000),
                Math.Clamp(arguments.GetValue(rounds), 20, 10_000),
                arguments.GetValue(data),
                System.Console.Error,
                cancellationToken);
            await System.Console.Out.WriteLineAsync(arguments.GetValue(json) ? result.ToJson() : result.ToText());
            return 0;
        });
        return command;
    }
}
