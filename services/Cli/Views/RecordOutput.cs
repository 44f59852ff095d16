using System.CommandLine;
using Google.Protobuf;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Spectre.Console;

namespace Referrals.Cli.Views;

/// <summary>Prints records as a table, as JSON or as CSV.</summary>
internal static class RecordOutput
{
    public static Option<bool> Csv { get; } = Options.Flag("--csv", "Print CSV (RFC 4180) instead of a table");

    /// <param name="run">The run.</param>
    /// <param name="message">The answer, for JSON.</param>
    /// <param name="records">Its records, in the order in which they are shown.</param>
    /// <param name="columns">How.</param>
    /// <param name="after">What people are told below the table.</param>
    public static int Show(Invocation run, IMessage message, IReadOnlyList<LogRecord> records, RecordColumns columns, Action<IAnsiConsole> after)
    {
        if (run.Get(Csv) && run.Json)
            throw new UsageException("--csv and --json are two forms; choose one");
        if (run.Get(Csv))
        {
            columns.WriteCsv(run.Terminal.Out, records);
            return ExitCode.Done;
        }

        return run.Show(message, console =>
        {
            columns.WriteTable(console, records);
            after(console);
        });
    }
}
