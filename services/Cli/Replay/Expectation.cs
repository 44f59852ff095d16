using Referrals.Cli.Replay.Checking;

namespace Referrals.Cli.Replay;

/// <summary>What the exchange must show.</summary>
/// <param name="Says">In words.</param>
/// <param name="As">Who looks.</param>
/// <param name="Check">How it is checked; null when the exchange cannot show it yet.</param>
internal sealed record Expectation(string Says, string As, ICheck? Check);
