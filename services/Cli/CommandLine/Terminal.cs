using Spectre.Console;

namespace Referrals.Cli.CommandLine;

/// <summary>What a run reads from and writes to.</summary>
/// <param name="In">Standard input.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors, and progress that is no result.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Interactive">Whether a person watches the output.</param>
internal sealed record Terminal(Stream In, TextWriter Out, TextWriter Error, Func<string, string?> Environment, bool Interactive)
{
    private const int WidthOfFiles = 240;

    public static Terminal System() => new(
        Console.OpenStandardInput(), Console.Out, Console.Error, global::System.Environment.GetEnvironmentVariable, !Console.IsOutputRedirected);

    /// <summary>A console for tables; without colour, and wide, where the output goes to a file.</summary>
    public IAnsiConsole Tables() => Create(Out, Interactive);

    /// <summary>A console on the error stream, for progress.</summary>
    public IAnsiConsole Progress() => Create(Error, Interactive && !Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!interactive)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
