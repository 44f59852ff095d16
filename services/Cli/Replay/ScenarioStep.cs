using Referrals.Cli.Replay.Acting;

namespace Referrals.Cli.Replay;

/// <summary>One step of a scenario.</summary>
/// <param name="Id">Id within the scenario; request ids follow from it.</param>
/// <param name="At">Business time that the clock is set forward to before it.</param>
/// <param name="As">Who acts; empty where the step says it otherwise.</param>
/// <param name="Action">What is done.</param>
/// <param name="Expectations">What must hold afterwards, and ever after.</param>
internal sealed record ScenarioStep(string Id, DateTimeOffset At, string As, IAction Action, IReadOnlyList<Expectation> Expectations);
