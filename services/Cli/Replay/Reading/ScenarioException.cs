namespace Referrals.Cli.Replay.Reading;

/// <summary>A scenario file that cannot be replayed; says file and line.</summary>
public sealed class ScenarioException(string file, long line, string problem) : Exception($"{file}:{line}: {problem}");
