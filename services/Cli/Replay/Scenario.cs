namespace Referrals.Cli.Replay;

/// <summary>A published course of events, turned into submissions and actions.</summary>
/// <param name="Id">Id, <c>s01</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Needs">Scenarios that it goes on from; replayed before it.</param>
/// <param name="Steps">What happens, in order.</param>
internal sealed record Scenario(string Id, string Title, IReadOnlyList<string> Needs, IReadOnlyList<ScenarioStep> Steps);
