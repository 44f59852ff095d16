namespace Referrals.Cli.Errors;

/// <summary>What a run ends with; see docs/cli.md.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The exchange refused, or an expectation failed.</summary>
    public const int Refused = 1;

    /// <summary>The command line or a document is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>The exchange cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>There is no credential, or it does not permit this.</summary>
    public const int NotPermitted = 4;
}
