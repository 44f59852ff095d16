using System.CommandLine;
using Referrals.Cli.Errors;

namespace Referrals.Cli.CommandLine;

/// <summary>Makes a command of a description, its symbols and what it does.</summary>
internal static class Verb
{
    public static Command Create(string name, string description, IEnumerable<Symbol> symbols, Func<Invocation, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
            command.Add(symbol);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return command;
    }

    /// <summary>A group of commands, without an action of its own.</summary>
    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Add(command);
        return group;
    }

    private static void Add(this Command command, Symbol symbol)
    {
        if (symbol is Option option)
            command.Options.Add(option);
        else
            command.Arguments.Add((Argument)symbol);
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<Invocation, Task<int>> run, CancellationToken cancellationToken)
    {
        var terminal = ((TerminalConfiguration)parsed.InvocationConfiguration).Terminal;
        using var invocation = new Invocation(parsed, terminal, TimeProvider.System, cancellationToken);
        try
        {
            return await run(invocation);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Refused;
        }
        catch (Exception exception) when (ErrorPrinter.Describe(exception) is { } error)
        {
            ErrorPrinter.Print(error, terminal.Error, invocation.Json);
            return error.ExitCode;
        }
    }
}
