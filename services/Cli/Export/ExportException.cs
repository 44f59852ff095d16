namespace Referrals.Cli.Export;

/// <summary>What the exchange gives contradicts itself, or what was exported before.</summary>
public sealed class ExportException(string message) : Exception(message);
