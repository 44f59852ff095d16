namespace Referrals.Console.Serving;

/// <summary>A part of the console.</summary>
/// <param name="Address">Its first page.</param>
/// <param name="Name">Its name, a text of the resources.</param>
public sealed record Section(string Address, string Name);
