namespace Referrals.Cli.Connect;

/// <summary>The exchange is not found or does not answer.</summary>
public sealed class ExchangeUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
