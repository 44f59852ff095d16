namespace Referrals.Cli.Replay.Running;

/// <summary>A step of a replay cannot be carried out.</summary>
public sealed class ReplayException(string message) : Exception(message);
