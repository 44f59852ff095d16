namespace Referrals.Cli.Connect;

/// <summary>There is no credential for whom the call was to be made.</summary>
public sealed class NoCredentialException(string message) : Exception(message);
