namespace Referrals.Console.TestPolicy;

/// <summary>A rule of a draft, as far as its place is concerned.</summary>
/// <param name="Id">Its id; empty where the draft gives none.</param>
/// <param name="Name">Its name; empty where it has none.</param>
public sealed record DraftRule(string Id, string Name);
