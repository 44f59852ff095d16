namespace Referrals.Console.SignIn;

/// <summary>The last decision of a session, for Undo.</summary>
/// <param name="CountryCase">Of which case.</param>
/// <param name="DecisionId">Which decision.</param>
/// <param name="IsHandOff">A hand-off, which can be undone only until it is offered; else a rejection.</param>
/// <param name="Until">Until when, real time; null as long as the case was not opened again.</param>
public sealed record UndoableDecision(string CountryCase, string DecisionId, bool IsHandOff, DateTimeOffset? Until);
