using System.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Spectre.Console;

namespace Referrals.Cli.CommandLine;

/// <summary>Reads a list page by page up to a limit.</summary>
internal static class Paging
{
    private const int LargestPage = 500;

    public static Option<int> Limit { get; } = new("--limit") { Description = "How many at most", HelpName = "N", DefaultValueFactory = _ => 100 };

    /// <param name="run">The run, for its limit.</param>
    /// <param name="read">Reads a page of a size after a token; gives how many came, and the token of the next page.</param>
    public static async Task ReadAsync(Invocation run, Func<int, string, Task<(int Count, string Next)>> read)
    {
        var left = run.Get(Limit);
        if (left < 1)
            throw new UsageException("--limit must be at least 1");
        var token = "";
        do
        {
            var (count, next) = await read(Math.Min(left, LargestPage), token);
            left -= count;
            token = next;
        }
        while (token.Length > 0 && left > 0);
    }

    public static void WriteMore(IAnsiConsole console, string next)
    {
        if (next.Length > 0)
            console.Line("There are more; see --limit.");
    }
}
