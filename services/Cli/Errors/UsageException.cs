namespace Referrals.Cli.Errors;

/// <summary>The command line asks for what cannot be.</summary>
public sealed class UsageException(string message) : Exception(message);
