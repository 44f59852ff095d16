using System.CommandLine;

namespace Referrals.Cli.CommandLine;

/// <summary>Options of every command.</summary>
internal static class CommonOptions
{
    /// <summary>Names a token that is used in place of a file's.</summary>
    public const string CredentialVariable = "REFERRALS_CREDENTIAL";

    /// <summary>Names the principal where <c>--as</c> is not given.</summary>
    public const string AsVariable = "REFERRALS_AS";

    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Data directory of the exchange: exchange.json and credentials/ are read there",
        HelpName = "DIR",
        DefaultValueFactory = _ => "./data",
        Recursive = true,
    };

    public static Option<string?> Exchange { get; } = new("--exchange")
    {
        Description = $"Web address of an exchange elsewhere; credentials still come from --data, or from ${CredentialVariable}",
        HelpName = "URL",
        Recursive = true,
    };

    public static Option<string?> As { get; } = new("--as")
    {
        Description = $"Who calls: agency/ID, officer/NAME, team/ID, auditor/NAME or operator; ${AsVariable} where it is not given",
        HelpName = "WHO",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON for programs instead of tables",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Data, Exchange, As, Json];
}
