namespace Referrals.Cli.Replay.Reading;

/// <summary>A scenario was asked for that there is not.</summary>
public sealed class UnknownScenarioException(string message) : Exception(message);
