using System.CommandLine;

namespace Referrals.Cli.CommandLine;

/// <summary>Carries the terminal to the command that runs.</summary>
internal sealed class TerminalConfiguration : InvocationConfiguration
{
    public TerminalConfiguration(Terminal terminal)
    {
        Terminal = terminal;
        Output = terminal.Out;
        Error = terminal.Error;
    }

    public Terminal Terminal { get; }
}
